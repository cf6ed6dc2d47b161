import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { UnenforcedNotice } from '@/components/policies/unenforced-policy';
import { VersionList } from '@/components/policies/version-list';
import { WholeVersion } from '@/components/policies/whole-version';
import { OnlyAdmins } from '@/components/shell/only-admins';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { requireContext } from '@/lib/auth/session';
import { formatPolicyType, isEnforced } from '@/lib/core/policy/policy';
import { getPolicyVersion } from '@/lib/policies/get-policy-version';
import { listPolicyVersions } from '@/lib/policies/list-policy-versions';
import { oneOf, pageOf, type SearchParams } from '@/lib/web/filters/search-param';
import { orNotFound } from '@/lib/web/or-not-found';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

/** Once for the title and the page. */
const loadHistory = cache(async (policyId: string, atMost: number | undefined) =>
  orNotFound(listPolicyVersions(await requireContext(), { policyId, ...(atMost && { atMost }) })),
);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ id }, { from }] = await Promise.all([params, searchParams]);
  const history = await loadHistory(id, versionOf(from));
  return { title: history ? `History of ${history.policy.name}` : 'Policy history' };
}

export default async function HistoryPage({ params, searchParams }: Props) {
  const { id: policyId } = await params;
  const { version: versionParam, from } = await searchParams;
  const ctx = await requireContext();
  const [history, whole] = await Promise.all([
    loadHistory(policyId, versionOf(from)),
    oneOf(versionParam)
      ? orNotFound(getPolicyVersion(ctx, { policyId, version: pageOf(versionParam) }))
      : null,
  ]);
  if (!history) return <OnlyAdmins action="view policy history" />;
  const { policy } = history;
  return (
    <>
      <PageHead
        title={`History of ${policy.name}`}
        above={
          <>
            <Link href="/policies" className="hover:text-ink hover:underline">
              Policies
            </Link>{' '}
            / {formatPolicyType(policy.type)}
          </>
        }
        sub={`Every version is kept.${isEnforced(policy.type) ? ' Each request records the version that decided it.' : ''}`}
      >
        {!policy.deleted && (
          <Link href={`/policies/${policyId}`} className={buttonClass()}>
            {isEnforced(policy.type) ? 'Edit policy' : 'View policy'}
          </Link>
        )}
      </PageHead>
      {!isEnforced(policy.type) && (
        <div className="mb-4">
          <UnenforcedNotice type={policy.type} />
        </div>
      )}
      {policy.deleted && (
        <div className="mb-4">
          <Notice>
            This policy is deleted.
            {isEnforced(policy.type) && ' Requests that it decided still refer to its versions.'}
          </Notice>
        </div>
      )}
      {whole && <WholeVersion whole={whole} />}
      <VersionList history={history} shown={whole?.version ?? null} />
    </>
  );
}

/** The newest version to list, from the address; undefined for all. */
function versionOf(from: string | string[] | undefined): number | undefined {
  return oneOf(from) ? pageOf(from) : undefined;
}
