import type { Role } from './actor';
import type { PolicyType } from './policy';
import { sayAs, type Verb } from './target';

/** The facts of a request as they were at the event; names may change later, the log does not. */
export type RequestFacts = {
  requester: string;
  target: string;
  environment: string;
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
  /** minutes */
  duration: number;
  policy: string;
};

type PolicyFacts = { name: string; type: PolicyType; version: number };

/**
 * What each event of the audit log carries, by its name, which is the verb's. Rows are kept for ever as
 * JSON: a field may be added, never renamed.
 */
export type AuditData = {
  'sign-in-user': { email: string; created: boolean; role: Role };
  'set-role': { email: string; role: Role };
  'set-user-enabled': { email: string; enabled: boolean };
  'link-slack-user': { email: string; teamId: string; slackUserId: string; how: 'installer' | 'sign-in' };
  'save-installation': { teamId: string; teamName: string; scopes: readonly string[] };
  'remove-installation': { teamId: string; teamName: string; cancelled: number };
  'create-policy': PolicyFacts;
  'update-policy': PolicyFacts;
  'delete-policy': PolicyFacts;
  'apply-file': { created: number; changed: number };
  'submit-request': RequestFacts & { reason: string; automatic: boolean };
  'review-request': RequestFacts & {
    decision: 'approve' | 'deny';
    reason: string | null;
    selfApproved: boolean;
  };
  'cancel-request': RequestFacts & { why: string };
  'lapse-request': RequestFacts;
  'invalidate-request': RequestFacts & { why: string };
  'end-grant': RequestFacts & { by: 'owner' | 'admin' };
  'expire-grant': RequestFacts;
  'invalidate-grant': RequestFacts & { why: string };
};

export type AuditAction = keyof AuditData;

/** One event, discriminated by its action. */
export type AuditEvent = {
  [Action in AuditAction]: { action: Action; data: AuditData[Action] };
}[AuditAction];

/** What happened, in one sentence for people. `actor` is who did it, as the log names them. */
export function auditSentence(event: AuditEvent, actor: string): string {
  switch (event.action) {
    case 'sign-in-user':
      return event.data.created
        ? `${event.data.email} signed in for the first time, as ${event.data.role.toLowerCase()}`
        : `${event.data.email} signed in`;
    case 'set-role':
      return `${actor} made ${event.data.email} ${event.data.role === 'Admin' ? 'an admin' : 'a user'}`;
    case 'set-user-enabled':
      return `${actor} ${event.data.enabled ? 'enabled' : 'disabled'} ${event.data.email}`;
    case 'link-slack-user':
      return `${event.data.email} linked the Slack account ${event.data.slackUserId}`;
    case 'save-installation':
      return `${actor} integrated the Slack workspace ${event.data.teamName}`;
    case 'remove-installation':
      return `${actor} removed the Slack workspace ${event.data.teamName}`;
    case 'create-policy':
      return `${actor} created the policy ${event.data.name}`;
    case 'update-policy':
      return `${actor} changed the policy ${event.data.name}, now version ${event.data.version}`;
    case 'delete-policy':
      return `${actor} deleted the policy ${event.data.name}`;
    case 'apply-file':
      return `${actor} applied a file: ${event.data.created} made, ${event.data.changed} changed`;
    default:
      return requestSentence(event, actor);
  }
}

type RequestEvent = Extract<AuditEvent, { data: RequestFacts }>;

function requestSentence(event: RequestEvent, actor: string): string {
  const facts = event.data;
  const what = `${facts.target} ${sayAs(facts)}`;
  switch (event.action) {
    case 'submit-request':
      return `${facts.requester} asked for ${what}${event.data.automatic ? `, approved by policy ${facts.policy} at once` : ''}`;
    case 'review-request': {
      const own = event.data.selfApproved ? ', their own request' : '';
      const did = event.data.decision === 'approve' ? 'approved' : 'denied';
      return `${actor} ${did} ${what} for ${facts.requester}${own}`;
    }
    case 'cancel-request':
      return `The request of ${facts.requester} for ${what} was cancelled: ${event.data.why}`;
    case 'lapse-request':
      return `Nobody decided the request of ${facts.requester} for ${what} in time`;
    case 'invalidate-request':
      return `The request of ${facts.requester} for ${what} became void: ${event.data.why}`;
    case 'end-grant':
      return event.data.by === 'owner'
        ? `${facts.requester} ended their access to ${what}`
        : `${actor} revoked the access of ${facts.requester} to ${what}`;
    case 'expire-grant':
      return `The access of ${facts.requester} to ${what} expired`;
    case 'invalidate-grant':
      return `The access of ${facts.requester} to ${what} ended: ${event.data.why}`;
  }
}
