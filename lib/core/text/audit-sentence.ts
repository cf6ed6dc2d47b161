import type {
  AuditEvent,
  AuthorityKind,
  Changes,
  ConnectionFacts,
  RequestFacts,
} from '@/lib/core/audit-event';
import { formatAccessSpec } from './target';

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
    case 'restore-policy':
      return `${actor} restored version ${event.data.from} of the policy ${event.data.name}, now version ${event.data.version}`;
    case 'apply-file':
      return `${actor} applied a file: ${event.data.created} made, ${event.data.changed} changed`;
    case 'update-organization':
      return `${actor} changed the settings of the organization: ${sayFields(event.data.changes)}`;
    case 'export-audit':
      return `${actor} exported the audit log as ${event.data.format === 'csv' ? 'CSV' : 'JSON lines'}`;
    case 'send-test-message':
      return `${actor} sent a test message to ${event.data.to.join(' and ')}`;
    case 'retry-messages':
      return `${actor} had ${count(event.data.count, 'message')} sent again`;
    case 'end-person-access':
      return `${actor} ended all access of ${event.data.email}: ${count(event.data.ended, 'grant')}, ${count(event.data.cancelled, 'waiting request')}`;
    case 'sign-in-zli':
      return `${event.data.email} signed in with zli on ${event.data.device}`;
    case 'sign-out-zli':
      return `${actor} ended the sign-in of ${event.data.email} with zli on ${event.data.device}`;
    case 'create-api-key':
      return `${actor} made the API key ${event.data.name}, with the role ${event.data.role}`;
    case 'revoke-api-key':
      return `${actor} revoked the API key ${event.data.name}`;
    case 'make-authority':
      return `The certificate authority for ${authorityNames[event.data.kind]} was made`;
    case 'rotate-authority':
      return `${actor} replaced the certificate authority for ${authorityNames[event.data.kind]}; the old one is believed for ${count(event.data.overlapDays, 'day')} more`;
    default:
      if (isAboutConnection(event)) return connectionSentence(event);
      return isAboutRequest(event) ? requestSentence(event, actor) : inventorySentence(event, actor);
  }
}

const authorityNames: Record<AuthorityKind, string> = {
  Ssh: 'servers',
  X509: 'clusters and databases',
  Web: 'web apps',
};

type ConnectionEvent = Extract<AuditEvent, { data: ConnectionFacts }>;

function isAboutConnection<Event extends AuditEvent>(event: Event): event is Event & ConnectionEvent {
  return 'standing' in event.data;
}

function connectionSentence(event: ConnectionEvent): string {
  const facts = event.data;
  const what = `${facts.target} ${formatAccessSpec(facts)}`;
  const right = `${facts.standing ? 'standing access by' : 'a request under'} policy ${facts.policy}`;
  switch (event.action) {
    case 'open-connection':
      return `${facts.person} connected to ${what}, by ${right}`;
    case 'close-connection':
      return `The connection of ${facts.person} to ${what} closed: ${event.data.why}`;
    case 'issue-credential':
      return `${facts.person} was given certificate ${event.data.serial} for ${what}, good for ${count(event.data.minutes, 'minute')}`;
  }
}

type InventoryEvent = Extract<
  AuditEvent,
  { action: `${string}-${'target' | 'targets' | 'environment' | 'host'}` }
>;

function inventorySentence(event: InventoryEvent, actor: string): string {
  switch (event.action) {
    case 'register-target':
      return `${actor} registered the target ${event.data.name} in ${event.data.environment}`;
    case 'update-target':
      return `${actor} changed the target ${event.data.name} in ${event.data.environment}: ${sayFields(event.data.changes)}`;
    case 'retire-target':
      return `${actor} retired the target ${event.data.name} in ${event.data.environment}`;
    case 'restore-target':
      return `${actor} brought back the target ${event.data.name} in ${event.data.environment}`;
    case 'trust-target':
      return `${actor} said by what to know the target ${event.data.name} in ${event.data.environment}`;
    case 'verify-host':
      return `${actor} verified the host of ${event.data.name} in ${event.data.environment}: ${event.data.found}`;
    case 'import-targets':
      return `${actor} imported targets: ${event.data.created} made, ${event.data.changed} changed, ${event.data.refused} refused`;
    case 'register-environment':
      return `${actor} made the environment ${event.data.name}`;
    case 'update-environment':
      return `${actor} changed the environment ${event.data.name}: ${sayFields(event.data.changes)}`;
    case 'retire-environment':
      return `${actor} retired the environment ${event.data.name}`;
    case 'restore-environment':
      return `${actor} brought back the environment ${event.data.name}`;
  }
}

const fieldNames: Readonly<Record<string, string>> = {
  selfApproval: 'self-approval',
  lapseMinutes: 'time to lapse',
  reminderMinutes: 'reminders',
  databaseType: 'database type',
};

/** Which fields were changed, by what people call them. */
function sayFields(changes: Changes): string {
  return Object.keys(changes)
    .map((field) => fieldNames[field] ?? field)
    .sort()
    .join(', ');
}

function count(how: number, what: string): string {
  return `${how} ${what}${how === 1 ? '' : 's'}`;
}

type RequestEvent = Extract<AuditEvent, { data: RequestFacts }>;

function isAboutRequest<Event extends AuditEvent>(event: Event): event is Event & RequestEvent {
  return 'requester' in event.data;
}

function requestSentence(event: RequestEvent, actor: string): string {
  const facts = event.data;
  const what = `${facts.target} ${formatAccessSpec(facts)}`;
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
    case 'remind-admins':
      return `The admins were reminded of the request of ${facts.requester} for ${what}`;
    case 'invalidate-request':
      return `The request of ${facts.requester} for ${what} became void: ${event.data.why}`;
    case 'end-grant':
      return event.data.by === 'owner'
        ? `${facts.requester} ended their access to ${what}`
        : `${actor} revoked the access of ${facts.requester} to ${what}`;
    case 'check-door':
      return event.data.found === 'gone'
        ? `The access of ${facts.requester} to ${what} is verified gone: ${event.data.detail}`
        : `The door of ${facts.requester} to ${what} is still open: ${event.data.detail}`;
    case 'expire-grant':
      return `The access of ${facts.requester} to ${what} expired`;
    case 'invalidate-grant':
      return `The access of ${facts.requester} to ${what} ended: ${event.data.why}`;
  }
}
