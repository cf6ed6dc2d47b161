import type { PolicyType } from '@/lib/core/policy/policy';
import type { TargetType, Verb } from '@/lib/core/target/target';
import type { Role } from './actor';

/** The facts of a request at the time of the event. Names can change later; the log does not. */
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
  /** the policy's version and the child policy that decided; the oldest events have neither */
  policyVersion?: number;
  child?: string;
};

/** A connection: the person, the target, the access, and the policy that allows it. */
export type ConnectionFacts = {
  person: string;
  target: string;
  environment: string;
  targetUser: string | null;
  targetGroups: readonly string[];
  verb: Verb | null;
  policy: string;
  standing: boolean;
};

/** What an authority signs: for servers, for clusters and databases, for web apps. */
export type AuthorityKind = 'Ssh' | 'X509' | 'Web';

/** A forbidden call, a sign-in, a token or an API key, or a request that Slack did not sign. */
export type RefusalKind = 'call' | 'sign-in' | 'token' | 'slack-signature';

type PolicyFacts = { name: string; type: PolicyType; version: number };
type TargetFacts = { name: string; environment: string; type: TargetType };
/** the old and the new value of each changed field */
export type Changes = Readonly<Record<string, { from: unknown; to: unknown }>>;

/**
 * The data of each audit event, by the name of the use case. Rows are kept forever as JSON: a field can be added,
 * never renamed.
 */
type AuditData = {
  'sign-in-user': { email: string; created: boolean; role: Role };
  'set-role': { email: string; role: Role };
  'change-email': { email: string; to: string };
  'set-user-enabled': { email: string; enabled: boolean };
  /** disabled, and removed from so many policies */
  'delete-person': { email: string; policies: number };
  'link-slack-user': { email: string; teamId: string; slackUserId: string; how: 'installer' | 'sign-in' };
  'save-installation': { teamId: string; teamName: string; scopes: readonly string[] };
  'remove-installation': { teamId: string; teamName: string; cancelled: number };
  'create-policy': PolicyFacts;
  'update-policy': PolicyFacts;
  'delete-policy': PolicyFacts;
  'restore-policy': PolicyFacts & { from: number };
  'register-target': TargetFacts;
  'update-target': TargetFacts & { changes: Changes };
  /** `offline` if the clean-up archived a server: its last contact, and the hours that its environment allows */
  'retire-target': TargetFacts & { offline?: { since: string; hours: number } };
  /** the clean-up could not archive an offline server */
  'keep-target': TargetFacts & { why: string };
  'restore-target': TargetFacts;
  'register-environment': { name: string };
  'update-environment': { name: string; changes: Changes };
  'retire-environment': { name: string };
  'restore-environment': { name: string };
  'import-targets': { created: number; changed: number; refused: number };
  'end-person-access': { email: string; ended: number; cancelled: number };
  'update-organization': { changes: Changes };
  /** `sealed` is the export for verification */
  'export-audit': { format: 'csv' | 'jsonl' | 'sealed'; filter: Readonly<Record<string, string>> };
  'send-test-message': { to: readonly string[] };
  'retry-messages': { count: number };
  /** since when the restored database knows nothing, and what was ended because it may have ended since */
  'note-restore': { since: string; ended: number; sessions: number; tokens: number };
  /**
   * Secrets that ENCRYPTION_KEYS no longer opened: tokens of Slack, private keys of authorities and of this log, and secrets of
   * provisioning servers, which the oldest events don't count.
   */
  'replace-lost-secrets': {
    tokens: number;
    authorities: number;
    signingKeys: number;
    webhookSecrets?: number;
  };
  'apply-file': { created: number; changed: number };
  'submit-request': RequestFacts & { reason: string; automatic: boolean };
  'review-request': RequestFacts & {
    decision: 'approve' | 'deny';
    reason: string | null;
    selfApproved: boolean;
  };
  'cancel-request': RequestFacts & { why: string };
  'lapse-request': RequestFacts;
  'remind-admins': RequestFacts & { round: number };
  'invalidate-request': RequestFacts & { why: string };
  'end-grant': RequestFacts & { by: 'owner' | 'admin' };
  'expire-grant': RequestFacts;
  'open-connection': ConnectionFacts;
  'close-connection': ConnectionFacts & { why: string };
  'issue-credential': ConnectionFacts & {
    kind: 'ssh' | 'x509';
    serial: string;
    minutes: number;
    key: string;
  };
  /** `machine` is the provisioning server's id of it */
  'start-machine': ConnectionFacts & { machine: string };
  'register-machine': ConnectionFacts & { host: string };
  'stop-machine': ConnectionFacts & { machine: string };
  'check-door': RequestFacts & { found: 'gone' | 'open'; detail: string };
  'verify-host': TargetFacts & { found: string };
  'confirm-setup': TargetFacts;
  'trust-target': TargetFacts & { identity: boolean; addresses: readonly string[] };
  /** a key that signs the checkpoints of this log; `replaces` is null for the first */
  'make-audit-key': { key: string; replaces: string | null };
  'verify-audit': { events: number; fault: string | null };
  // `target` is the database or cluster of an X.509 authority; earlier ones were for all of them
  'make-authority': { kind: AuthorityKind; target?: string };
  'rotate-authority': { kind: AuthorityKind; target?: string; overlapDays: number };
  /** `days` until it expires; null for never. Events of version 0.1.0 have neither that nor `isRegistrationKey` */
  'create-api-key': { name: string; role: Role; isRegistrationKey?: boolean; days?: number | null };
  'rename-api-key': { name: string; to: string };
  'revoke-api-key': { name: string };
  'expire-api-key': { name: string };
  'create-service-account': { email: string; externalId: string; jwksUrl: string };
  'renew-account-keys': { email: string };
  'sign-in-service-account': { email: string };
  'create-github-action': { name: string };
  'delete-github-action': { name: string };
  // an identity at the provider that claims the email of a person who signs in with another one
  'claim-identity': { email: string; account: string };
  'decide-identity': { email: string; account: string; confirmed: boolean };
  /** the answer to a code of `zli login --device`, and the address that requested it */
  'decide-device-login': { email: string; device: string; address: string | null; allowed: boolean };
  'sign-in-zli': { email: string; device: string };
  'sign-out-zli': { email: string; device: string };
  /**
   * What was refused, why (an error code), and how many times. The first attempt is an event at once; `more` marks the
   * event about the ones that followed it.
   */
  'refuse-attempt': { kind: RefusalKind; doing: string; why: string; count: number; more: boolean };
  'invalidate-grant': RequestFacts & { why: string };
  /** a call of an API key or a service account, and the status of its answer */
  'call-api': { method: string; path: string; status: number };
};

export type AuditAction = keyof AuditData;

/** One event, discriminated by its action. */
export type AuditEvent = {
  [Action in AuditAction]: { action: Action; data: AuditData[Action] };
}[AuditAction];

/** Whether the status of an answer says that the caller may not do that. */
export function isRefusedStatus(status: number): boolean {
  return status === 401 || status === 403;
}

/** Whether an event is about something that was refused. */
export function isRefusedEvent(event: AuditEvent): boolean {
  return (
    event.action === 'refuse-attempt' || (event.action === 'call-api' && isRefusedStatus(event.data.status))
  );
}
