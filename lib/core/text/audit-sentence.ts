import {
  type AuditEvent,
  type AuthorityKind,
  type Changes,
  type ConnectionFacts,
  isRefusedStatus,
  type RefusalKind,
  type RequestFacts,
} from '@/lib/core/audit-event';
import { formatAccessSpec, formatTarget } from './target';

/** What happened, in one sentence. `actorName` is the stored name of the actor: for people, the email. */
export function auditSentence(event: AuditEvent, actorName: string): string {
  const actor = systemActors[actorName] ?? actorName;
  switch (event.action) {
    case 'sign-in-user':
      return event.data.created
        ? `${event.data.email} signed in for the first time, with the role ${event.data.role}`
        : `${event.data.email} signed in`;
    case 'set-role':
      return event.data.role === 'Admin'
        ? `${actor} made ${event.data.email} an admin`
        : `${actor} gave ${event.data.email} the role User`;
    case 'change-email':
      return `${actor} changed the email of ${event.data.email} to ${event.data.to}`;
    case 'set-user-enabled':
      return `${actor} ${event.data.enabled ? 'enabled' : 'disabled'} ${event.data.email}`;
    case 'delete-person':
      return `${actor} deleted ${event.data.email}: disabled, and removed from ${event.data.policies} ${event.data.policies === 1 ? 'policy' : 'policies'}`;
    case 'link-slack-user':
      return `${event.data.email} linked the Slack account ${event.data.slackUserId}`;
    case 'save-installation':
      return `${actor} connected the Slack workspace ${event.data.teamName}`;
    case 'remove-installation':
      return `${actor} removed the integration with the Slack workspace ${event.data.teamName}`;
    case 'create-policy':
      return `${actor} created the policy ${event.data.name}`;
    case 'update-policy':
      return `${actor} updated the policy ${event.data.name} to version ${event.data.version}`;
    case 'delete-policy':
      return `${actor} deleted the policy ${event.data.name}`;
    case 'restore-policy':
      return `${actor} restored version ${event.data.from} of the policy ${event.data.name} as version ${event.data.version}`;
    case 'apply-file':
      return `${actor} applied an organization file: ${event.data.created} created, ${event.data.changed} updated`;
    case 'replace-lost-secrets': {
      const { tokens, authorities, signingKeys, webhookSecrets } = event.data;
      const others = webhookSecrets ? `, ${count(webhookSecrets, 'provisioning server secret')}` : '';
      return `${actor} replaced secrets whose encryption key was lost: ${count(tokens, 'Slack token')}, ${count(authorities, 'authority key')}, ${count(signingKeys, 'signing key')}${others}`;
    }
    case 'note-restore': {
      const { since, ended, sessions, tokens } = event.data;
      return `${actor} restored the database from a backup that ends at ${since}: ended access of ${count(ended, 'request')}, signed out ${count(sessions, 'console session')} and ${count(tokens, 'zli session')}`;
    }
    case 'update-organization':
      return `${actor} changed the organization settings: ${formatFields(event.data.changes)}`;
    case 'export-audit':
      return `${actor} exported the audit log ${exportNames[event.data.format]}`;
    case 'verify-audit':
      return `${actor} verified the audit log: ${event.data.fault ?? `${count(event.data.events, 'event')} complete and unchanged`}`;
    case 'make-audit-key':
      return event.data.replaces
        ? `${actor} replaced the signing key of the audit log with ${event.data.key}`
        : `${actor} created the signing key ${event.data.key} of the audit log`;
    case 'refuse-attempt': {
      const { kind, doing, why, count: times, more } = event.data;
      const what = `${refusalNames[kind]} by ${actor}: ${doing ? `${doing}, ` : ''}${why}`;
      return more ? `${count(times, 'more refused attempt')} (${what})` : `Refused ${what}`;
    }
    case 'call-api': {
      const { method, path, status } = event.data;
      return `${actor} called ${method} ${path}: ${isRefusedStatus(status) ? `refused (${status})` : status}`;
    }
    case 'send-test-message':
      return `${actor} sent a test message to ${event.data.to.map(formatRecipient).join(' and ')}`;
    case 'retry-messages':
      return `${actor} retried ${count(event.data.count, 'message')}`;
    case 'end-person-access':
      return `${actor} ended all access of ${event.data.email}: ${count(event.data.ended, 'grant')}, ${count(event.data.cancelled, 'pending request')}`;
    case 'claim-identity':
      return `Another identity with the email ${event.data.email} tried to sign in (${event.data.account})`;
    case 'decide-identity':
      return `${actor} ${event.data.confirmed ? 'confirmed' : 'refused'} an identity of ${event.data.email} (${event.data.account})`;
    case 'decide-device-login':
      return `${actor} ${event.data.allowed ? 'allowed' : 'denied'} zli on ${event.data.device}${event.data.address ? ` (requested from ${event.data.address})` : ''} to act as them`;
    case 'sign-in-zli':
      return `${event.data.email} signed in with zli on ${event.data.device}`;
    case 'sign-out-zli':
      return `${actor} signed ${event.data.email} out of zli on ${event.data.device}`;
    case 'create-service-account':
      return `${actor} created the service account ${event.data.email} (${event.data.externalId}, keys from ${event.data.jwksUrl})`;
    case 'renew-account-keys':
      return `${actor} had the keys of ${event.data.email} loaded again`;
    case 'sign-in-service-account':
      return `${event.data.email} signed in`;
    case 'create-api-key':
      return `${actor} created the ${event.data.isRegistrationKey ? `registration key ${event.data.name}` : `API key ${event.data.name} with the role ${event.data.role}`}${event.data.days ? `, for ${count(event.data.days, 'day')}` : ''}`;
    case 'rename-api-key':
      return `${actor} renamed the API key ${event.data.name} to ${event.data.to}`;
    case 'revoke-api-key':
      return `${actor} revoked the API key ${event.data.name}`;
    case 'expire-api-key':
      return `The API key ${event.data.name} expired`;
    case 'create-github-action':
      return `${actor} authorized the GitHub action ${event.data.name}`;
    case 'delete-github-action':
      return `${actor} deleted the GitHub action ${event.data.name}`;
    case 'make-authority':
      return `${actor} created the certificate authority for ${event.data.target ?? authorityNames[event.data.kind]}`;
    case 'rotate-authority':
      return `${actor} replaced the certificate authority for ${event.data.target ?? authorityNames[event.data.kind]}, with an overlap of ${count(event.data.overlapDays, 'day')}`;
    default:
      if (isAboutConnection(event)) return connectionSentence(event);
      return isAboutRequest(event) ? requestSentence(event, actor) : inventorySentence(event, actor);
  }
}

/** Stored names of actors that are not people. */
const systemActors: Readonly<Record<string, string>> = {
  'the clock': 'System',
  'the product': 'System',
  'an operator': 'CLI operator',
  'the operator': 'CLI operator',
};

const refusalNames: Record<RefusalKind, string> = {
  call: 'call',
  'sign-in': 'sign-in',
  token: 'token or API key',
  'slack-signature': 'request in the name of Slack',
};

const exportNames = { csv: 'as CSV', jsonl: 'as JSON Lines', sealed: 'for verification' } as const;

const authorityNames: Record<AuthorityKind, string> = {
  Ssh: 'servers',
  X509: 'clusters and databases',
  Web: 'web apps',
};

/** The sender is stored as `you`; the log has other readers. */
function formatRecipient(to: string): string {
  return to === 'you' ? 'themselves' : to;
}

type ConnectionEvent = Extract<AuditEvent, { data: ConnectionFacts }>;

function isAboutConnection<Event extends AuditEvent>(event: Event): event is Event & ConnectionEvent {
  return 'standing' in event.data;
}

function connectionSentence(event: ConnectionEvent): string {
  const { person, policy, standing, ...access } = event.data;
  const target = formatAccess(access);
  switch (event.action) {
    case 'open-connection':
      return `${person} connected to ${target}, with ${standing ? 'standing access from' : 'a request under'} policy ${policy}`;
    case 'close-connection':
      return `The session of ${person} on ${target} ended: ${event.data.why}`;
    case 'issue-credential':
      return `${person} received certificate ${event.data.serial} for ${target}, valid for ${count(event.data.minutes, 'minute')}`;
    case 'start-machine':
      return `The machine ${event.data.machine} was started for ${person} on ${target}`;
    case 'register-machine':
      return `The machine of ${person} on ${target} registered as ${event.data.host}`;
    case 'stop-machine':
      return `The machine ${event.data.machine} of ${person} on ${target} was stopped`;
  }
}

type InventoryEvent = Extract<
  AuditEvent,
  { action: `${string}-${'target' | 'targets' | 'environment' | 'host' | 'setup'}` }
>;

function inventorySentence(event: InventoryEvent, actor: string): string {
  switch (event.action) {
    case 'register-target':
      return `${actor} registered the target ${formatTarget(event.data)}`;
    case 'update-target':
      return `${actor} updated the target ${formatTarget(event.data)}: ${formatFields(event.data.changes)}`;
    case 'retire-target':
      return `${actor} archived the target ${formatTarget(event.data)}${event.data.offline ? `: offline for more than ${count(event.data.offline.hours, 'hour')}` : ''}`;
    case 'keep-target':
      return `${actor} could not archive the offline server ${formatTarget(event.data)}: ${event.data.why}`;
    case 'restore-target':
      return `${actor} restored the target ${formatTarget(event.data)}`;
    case 'trust-target':
      return `${actor} updated the server identity settings of ${formatTarget(event.data)}`;
    case 'verify-host':
      return `${actor} verified the set-up of ${formatTarget(event.data)}: ${event.data.found}`;
    case 'confirm-setup':
      return `${actor} confirmed that ${formatTarget(event.data)} is set up`;
    case 'import-targets':
      return `${actor} imported targets: ${event.data.created} created, ${event.data.changed} updated, ${event.data.refused} with errors`;
    case 'register-environment':
      return `${actor} created the environment ${event.data.name}`;
    case 'update-environment':
      return `${actor} updated the environment ${event.data.name}: ${formatFields(event.data.changes)}`;
    case 'retire-environment':
      return `${actor} archived the environment ${event.data.name}`;
    case 'restore-environment':
      return `${actor} restored the environment ${event.data.name}`;
  }
}

const fieldNames: Readonly<Record<string, string>> = {
  selfApproval: 'self-approval',
  reviewOldGroups: 'approval with old groups',
  deviceLogin: 'device login',
  lapseMinutes: 'request time-out',
  reminderMinutes: 'reminders',
  registrationKey: 'registration key',
  databaseType: 'database type',
  offlineCleanupTimeoutHours: 'offline clean-up time',
  localHost: 'local host',
  localPort: 'local port',
  authenticationType: 'authentication type',
  authenticationLabel: 'authentication label',
  cloudServiceProvider: 'cloud service provider',
  startWebhook: 'start webhook',
  stopWebhook: 'stop webhook',
  healthWebhook: 'health webhook',
  sharedSecret: 'shared secret',
};

/** The names of the fields that changed. */
function formatFields(changes: Changes): string {
  return Object.keys(changes)
    .map((field) => fieldNames[field] ?? field)
    .sort()
    .join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

type RequestEvent = Extract<AuditEvent, { data: RequestFacts }>;

function isAboutRequest<Event extends AuditEvent>(event: Event): event is Event & RequestEvent {
  return 'requester' in event.data;
}

function requestSentence(event: RequestEvent, actor: string): string {
  const { requester } = event.data;
  const target = formatAccess(event.data);
  const request = `the request by ${requester} for ${target}`;
  switch (event.action) {
    case 'submit-request':
      return `${requester} requested access to ${target}${event.data.automatic ? `; approved automatically by policy ${event.data.policy}` : ''}`;
    case 'review-request': {
      const verb = event.data.decision === 'approve' ? 'approved' : 'denied';
      return `${actor} ${verb} ${event.data.selfApproved ? `their own request for ${target}` : request}`;
    }
    case 'cancel-request':
      return actor === requester
        ? `${requester} cancelled their request for ${target}`
        : `${actor} cancelled ${request}: ${event.data.why}`;
    case 'lapse-request':
      return `The request by ${requester} for ${target} timed out`;
    case 'remind-admins':
      return `${actor} reminded the admins of ${request}`;
    case 'invalidate-request':
      return `The request by ${requester} for ${target} was cancelled: ${event.data.why}`;
    case 'end-grant':
      return event.data.by === 'owner'
        ? `${requester} ended their access to ${target}`
        : `${actor} revoked the access of ${requester} to ${target}`;
    case 'check-door':
      return event.data.found === 'gone'
        ? `Revocation verified: ${requester} can no longer access ${target}. ${event.data.detail}`
        : `Revocation failed: ${requester} can still access ${target}. ${event.data.detail}`;
    case 'expire-grant':
      return `The access of ${requester} to ${target} expired`;
    case 'invalidate-grant':
      return `The access of ${requester} to ${target} ended: ${event.data.why}`;
  }
}

/** A target and the access to it: `prod-web as root, Shell`. A web app has no accounts: its name alone. */
function formatAccess(facts: Pick<RequestFacts, 'target' | 'targetUser' | 'targetGroups' | 'verb'>): string {
  const hasSpec = facts.targetUser !== null || facts.targetGroups.length > 0 || facts.verb !== null;
  return hasSpec ? `${facts.target} ${formatAccessSpec(facts)}` : facts.target;
}
