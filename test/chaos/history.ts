/** What a call does. `reason` of a submission is unique, so that its row can be found. */
export type Operation =
  | { name: 'submit'; person: string; targetId: string; reason: string }
  | { name: 'cancel' | 'end'; person: string; requestId: string }
  | { name: 'approve' | 'deny' | 'revoke'; person: string; requestId: string }
  | { name: 'check'; person: string; targetId: string };

/**
 * What the caller knows afterwards: `done` (with what was answered), `refused` (nothing may have changed), `unknown` (no
 * answer, or a busy server: it may have happened), or `broken` (an answer that the product never gives).
 */
export type Outcome =
  | { kind: 'done'; requestId: string | null; allowed: boolean | null }
  | { kind: 'refused'; code: string }
  | { kind: 'unknown' }
  | { kind: 'broken'; status: number };

/** One call. Times are milliseconds of the machine's clock, which is the database's too. */
export type Call = { operation: Operation; outcome: Outcome; sentAt: number; answeredAt: number };

/** The rows and messages after everything has settled. Times as in `Call`, but with fractions. */
export type EndState = {
  requests: readonly RequestEnd[];
  grants: readonly GrantEnd[];
  /** of requests only */
  events: readonly { action: string; requestId: string }[];
  /** rows: what was to be sent to `recipient`, who is a person's email or `log` */
  notices: readonly {
    id: string;
    requestId: string;
    kind: string;
    recipient: string;
    state: string;
    foldedInto: string | null;
  }[];
  /** messages in Slack that carry the id of a notice, with the action ids of their buttons */
  posts: readonly { noticeId: string; actions: readonly string[] }[];
  admins: readonly string[];
  /** what the verifier of the audit log found wrong; null when nothing is */
  auditFault: string | null;
};

export type RequestEnd = {
  id: string;
  reason: string;
  person: string;
  targetId: string;
  state: string;
  automatic: boolean;
  isOpen: boolean;
  decidedBy: string | null;
};

export type GrantEnd = {
  requestId: string;
  person: string;
  targetId: string;
  state: string;
  startsAt: number;
  expiresAt: number;
  endedAt: number | null;
};
