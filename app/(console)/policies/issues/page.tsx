import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHead } from '@/components/ui/page-head';
import { requireContext } from '@/lib/auth/session';
import { policyIssueExplanations } from '@/lib/core/policy/policy-issue-table';
import { type IssueCode, issueKinds } from '@/lib/core/policy/policy-issues';

export const metadata: Metadata = { title: 'Policy issues' };

/** What each issue of a policy means. The editor links here from each error and warning. */
export default async function PolicyIssuesPage() {
  await requireContext();
  const codes = Object.keys(issueKinds) as IssueCode[];
  return (
    <>
      <PageHead
        title="Policy issues"
        above={
          <Link href="/policies" className="hover:text-ink hover:underline">
            Policies
          </Link>
        }
        sub="What the editor reports. An error prevents saving, a warning does not."
      />
      <dl className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card">
        {codes.map((code) => (
          <div key={code} id={code} className="scroll-mt-4 px-5 py-3.5 target:bg-accent-soft">
            <dt className="flex flex-wrap items-baseline gap-x-2">
              <code className="font-mono text-sm font-semibold">{code}</code>
              <span className={issueKinds[code].severity === 'error' ? 'text-bad' : 'text-warn'}>
                {issueKinds[code].severity === 'error' ? 'Error' : 'Warning'}
              </span>
            </dt>
            <dd className="mt-0.5 max-w-prose">{policyIssueExplanations[code]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
