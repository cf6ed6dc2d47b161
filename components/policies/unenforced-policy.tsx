import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { formatPolicyType, type UnenforcedPolicyType } from '@/lib/core/policy/policy';
import { explainNotEnforced } from '@/lib/core/text/policy';
import type { PolicyVersionDetail } from '@/lib/policies/get-policy-version';
import { DeleteUnenforced } from './delete-unenforced';

type Props = { id: string; type: UnenforcedPolicyType; current: PolicyVersionDetail };

/** The page of a policy that is not enforced: its fields to read, its history, and its deletion. */
export function UnenforcedPolicy({ id, type, current: { policy, version, fields } }: Props) {
  return (
    <>
      <PageHead
        title={policy.name}
        above={
          <>
            <Link href="/policies" className="hover:text-ink hover:underline">
              Policies
            </Link>{' '}
            / {formatPolicyType(type)}
          </>
        }
      >
        <Badge tone="neutral">Not enforced</Badge>
        <Badge tone="neutral">Version {version}</Badge>
        <Link href={`/policies/${id}/history`} className={buttonClass('quiet')}>
          History
        </Link>
        <DeleteUnenforced policyId={id} name={policy.name} />
      </PageHead>
      <div className="mb-4">
        <UnenforcedNotice type={type} />
      </div>
      <dl className="grid gap-x-4 gap-y-1.5 rounded-xl border border-line bg-panel px-5 py-4 shadow-card sm:grid-cols-[11rem_minmax(0,1fr)]">
        {fields.map(({ label, text }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words whitespace-pre-line">
              {text || <span className="text-muted">None</span>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Why policies of a type are not enforced, and where they come from. */
export function UnenforcedNotice({ type }: { type: UnenforcedPolicyType }) {
  return (
    <Notice>
      {explainNotEnforced(type)} Create and change these policies through the API or the organization file.
    </Notice>
  );
}
