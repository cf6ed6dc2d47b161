import type { GrantEndReason } from '@/lib/core/access/grant';
import type { RequestStatus } from '@/lib/core/access/request';
import type { Verb } from '@/lib/core/target/target';
import type { OutcomeFacts } from '@/lib/core/text/request';
import { formatAccessSpec } from '@/lib/core/text/target';

/** A request in the API; `state` is the status of the request and its grant together. */
export type AccessRequest = {
  id: string;
  state: RequestStatus;
  requester: { id: string; email: string };
  target: { id: string; name: string; type: string; environmentName: string };
  targetUser: string | null;
  targetGroups: string[];
  verbType: Verb | null;
  reason: string;
  automatic: boolean;
  /** minutes */
  duration: number;
  timeCreated: string;
  lapsesAt: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  decisionReason: string | null;
  accessExpirationTime: string | null;
  endedAt: string | null;
  endReason: string | null;
  /** older servers don't send it */
  endReasonCode?: GrantEndReason | null;
  /** the first admins who can decide; `askedCount` is how many there are in total */
  asked: string[];
  askedCount?: number;
  connectLine: string;
};

/** Target users, groups and actions that can be requested together. */
export type Offer = {
  targetUsers: string[];
  targetGroups: string[];
  verbs: Verb[];
  automatic: boolean;
  /** minutes */
  duration: number;
};

/** What can be requested on a target (`GET /api/v2/access/requestable/{id}`). */
export type RequestForm = {
  target: { id: string; name: string; type: string; environmentName: string };
  offers: Offer[];
  open: AccessRequest | null;
};

/** The target and access of a request: `prod-web.prod as root, Shell`. */
export function describeRequest(request: AccessRequest): string {
  const { target, targetUser, targetGroups, verbType } = request;
  const access = formatAccessSpec({ targetUser, targetGroups, verb: verbType });
  return `${target.name}.${target.environmentName} ${access === 'sign in' ? `(${access})` : access}`;
}

/** The facts for texts about the outcome. The API has who decided, but not who ended the access. */
export function outcomeFactsOf(request: AccessRequest): OutcomeFacts {
  const { state, automatic, decidedBy, decisionReason, accessExpirationTime, endReasonCode } = request;
  return {
    status: state,
    approved: accessExpirationTime !== null,
    automatic,
    selfApproved: false,
    decidedBy,
    endedBy: null,
    decisionReason,
    endReason: endReasonCode ?? null,
  };
}
