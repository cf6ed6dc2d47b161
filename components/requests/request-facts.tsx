import Link from 'next/link';
import type { ReactNode } from 'react';
import { Time } from '@/components/ui/time';
import { PersonLabel } from '@/components/users/person-label';
import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { formatTargetType, formatVerb } from '@/lib/core/text/target';
import { ReasonText } from './reason-text';

/** All details of a request. */
export function RequestFacts({ request, isAdmin }: { request: RequestView; isAdmin: boolean }) {
  const { target, requester, targetUser, targetGroups, verb, policy, child } = request;
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Fact name="Target">
        <b className="font-semibold">{target.name}</b>{' '}
        <span className="text-muted">
          {formatTargetType(target)} in {target.environment}
        </span>
      </Fact>
      {targetUser !== null && (
        <Fact name="Target user">
          <Mono>{targetUser}</Mono>
        </Fact>
      )}
      {targetGroups.length > 0 && (
        <Fact name={targetGroups.length === 1 ? 'Target group' : 'Target groups'}>
          <Mono>{targetGroups.join(', ')}</Mono>
        </Fact>
      )}
      {verb !== null && <Fact name="Policy action">{formatVerb(verb)}</Fact>}
      <Fact name="Requester">
        <PersonLabel person={requester} {...(isAdmin && { href: `/users/${requester.id}` })} />
      </Fact>
      <Fact name="Duration">{formatDuration(request.duration)}</Fact>
      <Fact name="Reason">
        <span className="whitespace-pre-wrap">
          <ReasonText reason={request.reason} />
        </span>
      </Fact>
      <Fact name="Policy">
        {isAdmin ? (
          <Link
            href={`/policies/${policy.id}/history?version=${policy.version}`}
            className="font-semibold hover:underline"
          >
            {policy.name}, version {policy.version}
          </Link>
        ) : (
          `${policy.name}, version ${policy.version}`
        )}
        <span className="text-muted">, through {child.name}</span>
      </Fact>
      <Fact name="Requested">
        <Time at={request.createdAt} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="-mb-3 text-muted sm:mb-0">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}
