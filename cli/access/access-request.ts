import type { GrantEndReason } from '@/lib/core/access/grant';
import type { RequestStatus } from '@/lib/core/access/request';
import type { Verb } from '@/lib/core/target/target';
import type { OutcomeFacts } from '@/lib/core/text/request';
import { formatAccessSpec } from '@/lib/core/text/target';

/** A request as the server tells it; `state` is the standing of request and grant together. */
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
  /** older servers send none */
  endReasonCode?: GrantEndReason | null;
  /** the admins who could decide: the first of them, and how many there are */
  asked: string[];
  askedCount?: number;
  connectLine: string;
};

/** Ways to connect to a target that may be asked for together. */
export type Offer = {
  targetUsers: string[];
  targetGroups: string[];
  verbs: Verb[];
  automatic: boolean;
  /** minutes */
  duration: number;
};

/** What may be asked for on a target (`GET /api/v2/access/requestable/{id}`). */
export type RequestForm = {
  target: { id: string; name: string; type: string; environmentName: string };
  offers: Offer[];
  open: AccessRequest | null;
};

/** What a request is about, in a phrase: `prod-web.prod as root, Shell`. */
export function describeRequest(request: AccessRequest): string {
  const { target, targetUser, targetGroups, verbType } = request;
  const as = formatAccessSpec({ targetUser, targetGroups, verb: verbType });
  return `${target.name}.${target.environmentName} ${as === 'sign in' ? `(${as})` : as}`;
}

/** What words about its outcome are made of. The API says who decided, and not who ended the access. */
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
