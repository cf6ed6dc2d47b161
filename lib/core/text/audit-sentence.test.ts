import { expect, test } from 'vitest';
import type { AuditEvent, RequestFacts } from '@/lib/core/audit-event';
import { auditSentence } from './audit-sentence';

const facts: RequestFacts = {
  requester: 'engineer@acme.test',
  target: 'prod-web',
  environment: 'prod',
  targetUser: 'root',
  targetGroups: [],
  verb: 'Shell',
  duration: 60,
  policy: 'Engineers',
};
const policy = { name: 'Engineers', type: 'JustInTime', version: 3 } as const;
const target = { name: 'prod-web', environment: 'prod', type: 'Bzero' } as const;
const signedIn = { email: 'engineer@acme.test', role: 'User' } as const;
const linked = { email: 'admin@acme.test', teamId: 'T1', slackUserId: 'U1' };
const workspace = { teamId: 'T1', teamName: 'Acme' };
const decided = { ...facts, reason: null, selfApproved: false };

const connection = {
  person: 'engineer@acme.test',
  target: 'grafana',
  environment: 'prod',
  targetUser: null,
  targetGroups: [],
  verb: null,
  policy: 'Engineers',
  standing: false,
};

const rows: [AuditEvent, string][] = [
  [
    { action: 'sign-in-user', data: { ...signedIn, created: true } },
    'engineer@acme.test signed in for the first time, with the role User',
  ],
  [{ action: 'sign-in-user', data: { ...signedIn, created: false } }, 'engineer@acme.test signed in'],
  [{ action: 'set-role', data: signedIn }, 'admin@acme.test gave engineer@acme.test the role User'],
  [
    { action: 'set-role', data: { ...signedIn, role: 'Admin' } },
    'admin@acme.test made engineer@acme.test an admin',
  ],
  [
    { action: 'rename-api-key', data: { name: 'ci', to: 'deploy' } },
    'admin@acme.test renamed the API key ci to deploy',
  ],
  [
    { action: 'create-github-action', data: { name: 'acme/deploy' } },
    'admin@acme.test authorized the GitHub action acme/deploy',
  ],
  [
    { action: 'delete-github-action', data: { name: 'acme/deploy' } },
    'admin@acme.test deleted the GitHub action acme/deploy',
  ],
  [
    { action: 'change-email', data: { email: 'e@acme.test', to: 'f@acme.test' } },
    'admin@acme.test changed the email of e@acme.test to f@acme.test',
  ],
  [
    { action: 'set-user-enabled', data: { email: 'e@acme.test', enabled: false } },
    'admin@acme.test disabled e@acme.test',
  ],
  [
    { action: 'set-user-enabled', data: { email: 'e@acme.test', enabled: true } },
    'admin@acme.test enabled e@acme.test',
  ],
  [
    { action: 'link-slack-user', data: { ...linked, how: 'installer' } },
    'admin@acme.test linked the Slack account U1',
  ],
  [
    { action: 'save-installation', data: { ...workspace, scopes: [] } },
    'admin@acme.test connected the Slack workspace Acme',
  ],
  [
    { action: 'remove-installation', data: { ...workspace, cancelled: 2 } },
    'admin@acme.test removed the integration with the Slack workspace Acme',
  ],
  [{ action: 'create-policy', data: policy }, 'admin@acme.test created the policy Engineers'],
  [{ action: 'update-policy', data: policy }, 'admin@acme.test updated the policy Engineers to version 3'],
  [{ action: 'delete-policy', data: policy }, 'admin@acme.test deleted the policy Engineers'],
  [
    { action: 'apply-file', data: { created: 4, changed: 1 } },
    'admin@acme.test applied an organization file: 4 created, 1 updated',
  ],
  [
    { action: 'replace-lost-secrets', data: { tokens: 1, authorities: 2, signingKeys: 0 } },
    'admin@acme.test replaced secrets whose encryption key was lost: 1 Slack token, 2 authority keys, 0 signing keys',
  ],
  [
    {
      action: 'replace-lost-secrets',
      data: { tokens: 0, authorities: 0, signingKeys: 0, webhookSecrets: 1 },
    },
    'admin@acme.test replaced secrets whose encryption key was lost: 0 Slack tokens, 0 authority keys, 0 signing keys, 1 provisioning server secret',
  ],
  [
    {
      action: 'note-restore',
      data: { since: '2026-01-02T03:04:05.000Z', ended: 2, sessions: 1, tokens: 0 },
    },
    'admin@acme.test restored the database from a backup that ends at 2026-01-02T03:04:05.000Z: ended access of 2 requests, signed out 1 console session and 0 zli sessions',
  ],
  [
    { action: 'restore-policy', data: { ...policy, from: 1 } },
    'admin@acme.test restored version 1 of the policy Engineers as version 3',
  ],
  [{ action: 'register-target', data: target }, 'admin@acme.test registered the target prod-web in prod'],
  [
    { action: 'update-target', data: { ...target, changes: { host: { from: null, to: 'web.test' } } } },
    'admin@acme.test updated the target prod-web in prod: host',
  ],
  [{ action: 'retire-target', data: target }, 'admin@acme.test archived the target prod-web in prod'],
  [
    {
      action: 'retire-target',
      data: { ...target, offline: { since: '2026-11-22T00:00:00.000Z', hours: 24 } },
    },
    'admin@acme.test archived the target prod-web in prod: offline for more than 24 hours',
  ],
  [
    { action: 'keep-target', data: { ...target, why: 'orders-db has this as their proxy.' } },
    'admin@acme.test could not archive the offline server prod-web in prod: orders-db has this as their proxy.',
  ],
  [{ action: 'restore-target', data: target }, 'admin@acme.test restored the target prod-web in prod'],
  [
    { action: 'import-targets', data: { created: 3, changed: 1, refused: 2 } },
    'admin@acme.test imported targets: 3 created, 1 updated, 2 with errors',
  ],
  [
    { action: 'register-environment', data: { name: 'prod' } },
    'admin@acme.test created the environment prod',
  ],
  [
    { action: 'update-environment', data: { name: 'prod', changes: { name: { from: 'p', to: 'prod' } } } },
    'admin@acme.test updated the environment prod: name',
  ],
  [{ action: 'retire-environment', data: { name: 'prod' } }, 'admin@acme.test archived the environment prod'],
  [
    { action: 'restore-environment', data: { name: 'prod' } },
    'admin@acme.test restored the environment prod',
  ],
  [
    { action: 'update-organization', data: { changes: { selfApproval: { from: false, to: true } } } },
    'admin@acme.test changed the organization settings: self-approval',
  ],
  [
    { action: 'export-audit', data: { format: 'jsonl', filter: {} } },
    'admin@acme.test exported the audit log as JSON Lines',
  ],
  [
    { action: 'send-test-message', data: { to: ['you', 'bzero-jit-log'] } },
    'admin@acme.test sent a test message to themselves and bzero-jit-log',
  ],
  [{ action: 'retry-messages', data: { count: 1 } }, 'admin@acme.test retried 1 message'],
  [
    { action: 'end-person-access', data: { email: 'e@acme.test', ended: 2, cancelled: 1 } },
    'admin@acme.test ended all access of e@acme.test: 2 grants, 1 pending request',
  ],
  [
    { action: 'remind-admins', data: { ...facts, round: 1 } },
    'admin@acme.test reminded the admins of the request by engineer@acme.test for prod-web as root, Shell',
  ],
  [
    { action: 'submit-request', data: { ...facts, reason: 'why', automatic: false } },
    'engineer@acme.test requested access to prod-web as root, Shell',
  ],
  [
    { action: 'submit-request', data: { ...facts, reason: 'why', automatic: true } },
    'engineer@acme.test requested access to prod-web as root, Shell; approved automatically by policy Engineers',
  ],
  [
    { action: 'review-request', data: { ...decided, decision: 'approve' } },
    'admin@acme.test approved the request by engineer@acme.test for prod-web as root, Shell',
  ],
  [
    { action: 'review-request', data: { ...decided, decision: 'deny', reason: 'no' } },
    'admin@acme.test denied the request by engineer@acme.test for prod-web as root, Shell',
  ],
  [
    { action: 'review-request', data: { ...decided, decision: 'approve', selfApproved: true } },
    'admin@acme.test approved their own request for prod-web as root, Shell',
  ],
  [
    { action: 'cancel-request', data: { ...facts, why: 'Slack was removed' } },
    'admin@acme.test cancelled the request by engineer@acme.test for prod-web as root, Shell: Slack was removed',
  ],
  [
    { action: 'lapse-request', data: facts },
    'The request by engineer@acme.test for prod-web as root, Shell timed out',
  ],
  [
    { action: 'invalidate-request', data: { ...facts, why: 'the policy was deleted' } },
    'The request by engineer@acme.test for prod-web as root, Shell was cancelled: the policy was deleted',
  ],
  [
    { action: 'end-grant', data: { ...facts, by: 'owner' } },
    'engineer@acme.test ended their access to prod-web as root, Shell',
  ],
  [
    { action: 'end-grant', data: { ...facts, by: 'admin' } },
    'admin@acme.test revoked the access of engineer@acme.test to prod-web as root, Shell',
  ],
  [{ action: 'expire-api-key', data: { name: 'deploy' } }, 'The API key deploy expired'],
  [
    { action: 'expire-grant', data: facts },
    'The access of engineer@acme.test to prod-web as root, Shell expired',
  ],
  [
    { action: 'invalidate-grant', data: { ...facts, why: 'the policy was deleted' } },
    'The access of engineer@acme.test to prod-web as root, Shell ended: the policy was deleted',
  ],
  [
    { action: 'check-door', data: { ...facts, found: 'gone', detail: 'It refuses the certificate.' } },
    'Revocation verified: engineer@acme.test can no longer access prod-web as root, Shell. It refuses the certificate.',
  ],
  [
    { action: 'check-door', data: { ...facts, found: 'open', detail: 'It accepts the certificate.' } },
    'Revocation failed: engineer@acme.test can still access prod-web as root, Shell. It accepts the certificate.',
  ],
  [
    { action: 'open-connection', data: { ...connection, standing: true } },
    'engineer@acme.test connected to grafana, with standing access from policy Engineers',
  ],
  [
    { action: 'close-connection', data: { ...connection, why: 'it expired' } },
    'The session of engineer@acme.test on grafana ended: it expired',
  ],
  [
    { action: 'start-machine', data: { ...connection, machine: 'i-1' } },
    'The machine i-1 was started for engineer@acme.test on grafana',
  ],
  [
    { action: 'register-machine', data: { ...connection, host: '10.0.0.9' } },
    'The machine of engineer@acme.test on grafana registered as 10.0.0.9',
  ],
  [
    { action: 'stop-machine', data: { ...connection, machine: 'i-1' } },
    'The machine i-1 of engineer@acme.test on grafana was stopped',
  ],
  [
    { action: 'trust-target', data: { ...target, identity: true, addresses: [] } },
    'admin@acme.test updated the server identity settings of prod-web in prod',
  ],
  [
    { action: 'rotate-authority', data: { kind: 'Ssh', overlapDays: 7 } },
    'admin@acme.test replaced the certificate authority for servers, with an overlap of 7 days',
  ],
  [
    { action: 'sign-out-zli', data: { email: 'e@acme.test', device: 'laptop' } },
    'admin@acme.test signed e@acme.test out of zli on laptop',
  ],
];

test.each(rows)('%j', (event, sentence) => {
  expect(auditSentence(event, 'admin@acme.test')).toBe(sentence);
});

test('a sentence never contains the reason of a request', () => {
  for (const [event] of rows) expect(auditSentence(event, 'someone@acme.test')).not.toContain('why');
});

test.each([
  ['the clock', 'System'],
  ['an operator', 'CLI operator'],
  ['Slack', 'Slack'],
])('the actor %s is shown as %s', (stored, shown) => {
  const event = { action: 'make-authority', data: { kind: 'Web' } } as const;
  expect(auditSentence(event, stored)).toBe(`${shown} created the certificate authority for web apps`);
});

test('a person who cancels their own request is named once', () => {
  const event = { action: 'cancel-request', data: { ...facts, why: 'cancelled by requester' } } as const;
  expect(auditSentence(event, 'engineer@acme.test')).toBe(
    'engineer@acme.test cancelled their request for prod-web as root, Shell',
  );
});
