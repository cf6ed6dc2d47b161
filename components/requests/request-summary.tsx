import Link from 'next/link';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import { formatVerb, type TargetAccess } from '@/lib/core/text/target';
import { EnvironmentName } from './environment-name';

/** The target with its environment, the account and the action. */
export function RequestSummary({ request, href }: { request: TargetAccess; href?: string }) {
  const { target } = request;
  return (
    <>
      {href ? (
        <Link href={href} data-opens className="font-semibold hover:underline">
          {target.name}
        </Link>
      ) : (
        <span className="font-semibold">{target.name}</span>
      )}{' '}
      <EnvironmentName name={target.environment} />
      <AccountLabel spec={request} />
    </>
  );
}

/** The target user, target groups and action; nothing for a web app. */
export function AccountLabel({ spec }: { spec: AccessSpec }) {
  const { targetUser, targetGroups, verb } = spec;
  if (targetUser === null && verb === null) return null;
  return (
    <span className="block text-muted">
      {targetUser !== null && (
        <>
          as <Mono>{targetUser}</Mono>
        </>
      )}
      {targetGroups.length > 0 && (
        <>
          {' in '}
          <Mono>{targetGroups.join(', ')}</Mono>
        </>
      )}
      {verb !== null && `${targetUser === null ? '' : ', '}${formatVerb(verb)}`}
    </span>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-xs break-all text-ink">{children}</span>;
}
