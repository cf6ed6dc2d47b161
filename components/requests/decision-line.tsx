import { describeDecision, describeOutcome, formatReason, outcomeFacts } from '@/lib/core/text/request';
import type { RequestItem } from './request-item';

/** Who or what decided a request, or ended its access before its time, in one line. */
export function DecisionLine({ request, now }: RequestItem) {
  const facts = outcomeFacts(request, now);
  const isCutShort = facts.status === 'Revoked' || facts.status === 'Invalidated';
  const outcome = isCutShort ? describeOutcome(facts) : describeDecision(facts);
  const policy = facts.automatic && !isCutShort ? ` by policy ${request.policy.name}` : '';
  return <span className="break-words">{`${outcome}${policy}${formatReason(facts)}`}</span>;
}
