import type { AccessEnd } from '@/lib/core/access/connection';
import type { GrantEndReason } from '@/lib/core/access/grant';
import { type RequestStatus, type RequestView, statusAt } from '@/lib/core/access/request';
import { formatSubjectKind, type SubjectKind } from '@/lib/core/subject';

/** What words about a request are made of; the API gives `zli` the same facts. */
export type OutcomeFacts = {
  status: RequestStatus;
  /** whether anybody or any policy approved it, so that there was access */
  approved: boolean;
  /** approved by a policy */
  automatic: boolean;
  selfApproved: boolean;
  /** emails; null when nobody did, or when it is not known who */
  decidedBy: string | null;
  endedBy: string | null;
  /** the reason of a denial, or why a pending request was cancelled; null when its requester did */
  decisionReason: string | null;
  endReason: GrantEndReason | null;
};

/** The facts of a request at a moment. */
export function outcomeFacts(request: RequestView, now: Date): OutcomeFacts {
  const { automatic, selfApproved, decidedBy, decisionReason, grant } = request;
  return {
    status: statusAt(request, now),
    approved: request.state === 'Approved',
    automatic,
    selfApproved,
    decidedBy: decidedBy?.email ?? null,
    endedBy: grant?.endedBy?.email ?? null,
    decisionReason,
    endReason: grant?.endReason ?? null,
  };
}

const statusWords: Record<Exclude<RequestStatus, 'Invalidated'>, string> = {
  Pending: 'Pending',
  Active: 'Active',
  Denied: 'Denied',
  Lapsed: 'Timed out',
  Cancelled: 'Cancelled',
  Expired: 'Expired',
  Revoked: 'Revoked',
  Relinquished: 'Ended by requester',
};

// A status is short; a sentence also says why.
const endReasons: Record<GrantEndReason, { short: string; sentence: string }> = {
  PolicyEdited: { short: 'policy changed', sentence: 'the policy was changed and no longer covers it' },
  PolicyDeleted: { short: 'policy deleted', sentence: 'the policy was deleted' },
  PolicyExpired: { short: 'policy expired', sentence: 'the policy expired' },
  PersonDisabled: { short: 'account disabled', sentence: 'the account was disabled' },
  LeftGroup: { short: 'left group', sentence: 'the user is no longer in a group of the policy' },
  TargetRetired: { short: 'target archived', sentence: 'the target was archived' },
  TargetMoved: { short: 'target moved', sentence: 'the target moved to another environment' },
  DatabaseRestored: { short: 'database restored', sentence: 'the database was restored from a backup' },
  NotCovered: { short: 'policy changed', sentence: 'the policy no longer covers it' },
};

/** The status of a request in a word or two; the same in Slack, the console and `zli`. */
export function formatStatus({
  status,
  approved,
  endReason,
}: Pick<OutcomeFacts, 'status' | 'approved' | 'endReason'>): string {
  if (status !== 'Invalidated') return statusWords[status];
  return approved ? `Ended: ${endReasons[endReason ?? 'NotCovered'].short}` : 'Cancelled: policy changed';
}

/** How a request was decided, and by whom, without a period: `Approved by admin@acme.test`, `Timed out`. */
export function describeDecision(facts: OutcomeFacts): string {
  const by = facts.decidedBy ?? 'an admin';
  if (facts.approved) {
    if (facts.automatic) return 'Approved automatically';
    return `Approved by ${by}${facts.selfApproved ? ' (own request)' : ''}`;
  }
  if (facts.status === 'Denied') return `Denied by ${by}`;
  // Whatever else cancels a request stores a reason.
  if (facts.status === 'Cancelled' && facts.decisionReason === null) return 'Cancelled by requester';
  return formatStatus(facts);
}

/** Why somebody can't decide a request that counts as their own (R6). */
export function describeOwnRequest(requester: { kind: SubjectKind }): string {
  const why =
    requester.kind === 'User'
      ? 'This is your own request.'
      : `You created ${formatSubjectKind(requester.kind).replace(/^an? /, 'the ')} that made this request, so it counts as your own.`;
  return `${why} Another admin must decide it.`;
}

/** How access ended, and who ended it, without a period; null while it lasts and where there was none. */
export function describeEnd(facts: OutcomeFacts): string | null {
  if (!facts.approved || facts.status === 'Active') return null;
  if (facts.status === 'Revoked') return `Revoked by ${facts.endedBy ?? 'an admin'}`;
  const isByOther = facts.status === 'Invalidated' && facts.endedBy !== null;
  return isByOther ? `${formatStatus(facts)} by ${facts.endedBy}` : formatStatus(facts);
}

/** How a request stands, and who decided or ended it, without a period: the end of its access, else the decision. */
export function describeOutcome(facts: OutcomeFacts): string {
  return describeEnd(facts) ?? describeDecision(facts);
}

/** Why a request was denied or cancelled, to follow its outcome: `: Not today`; empty where no reason is stored. */
export function formatReason({ status, approved, decisionReason }: OutcomeFacts): string {
  if (approved || decisionReason === null) return '';
  return status === 'Invalidated' ? ` (${decisionReason})` : `: ${decisionReason}`;
}

/** Why a grant was invalidated, as the end of a sentence. */
export function formatEndReason(reason: GrantEndReason): string {
  return endReasons[reason].sentence;
}

/** How the access of a connection ended, as the end of a sentence: `Your access ended: it expired`. */
export function describeAccessEnd(end: AccessEnd): string {
  switch (end.kind) {
    case 'expired':
      return 'it expired';
    case 'released':
      return 'the requester ended it';
    case 'revoked':
      return `${end.by ?? 'an admin'} revoked it`;
    case 'invalidated':
      return formatEndReason(end.reason);
  }
}

/** What somebody reads who wants to decide or cancel a request that is decided already (R7). */
export function describeLateDecision(request: RequestView, now: Date): string {
  const facts = outcomeFacts(request, now);
  if (facts.status === 'Pending') return 'This request is still pending.';
  const decision = describeDecision(facts);
  // The reason of a denial is for the requester.
  const reason = facts.status === 'Denied' ? '' : formatReason(facts);
  const policy = facts.approved && facts.automatic ? ` by policy ${request.policy.name}` : '';
  return `Already ${decision.charAt(0).toLowerCase()}${decision.slice(1)}${policy}${reason}.`;
}
