import { statusAt } from '@/lib/core/access/request';
import type { RequestItem } from './request-item';

/** Who or what decided a request, and how its access ended, in one line. */
export function DecisionLine({ request, now }: RequestItem) {
  const { automatic, policy, decidedBy, decisionReason, grant } = request;
  const by = <b className="font-semibold break-words">{decidedBy?.email ?? 'an admin'}</b>;
  switch (statusAt(request, now)) {
    case 'Pending':
      return <>Pending</>;
    case 'Denied':
      return (
        <>
          by {by}
          {decisionReason && <>: “{decisionReason}”</>}
        </>
      );
    case 'Lapsed':
      return <>No admin decided in time</>;
    case 'Cancelled':
    case 'Invalidated':
      if (request.state !== 'Approved') return <>{firstUpper(decisionReason ?? 'Cancelled')}</>;
      return <>{firstUpper(grant?.endReason ?? 'Policy changed')}</>;
    case 'Revoked':
      return (
        <>
          Revoked by <b className="font-semibold">{grant?.endedBy?.email ?? 'an admin'}</b>
        </>
      );
    default:
      return automatic ? (
        <>
          Approved by policy <b className="font-semibold">{policy.name}</b>
        </>
      ) : (
        <>Approved by {by}</>
      );
  }
}

function firstUpper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
