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

const rows: [AuditEvent, string][] = [
  [
    { action: 'sign-in-user', data: { ...signedIn, created: true } },
    'engineer@acme.test signed in for the first time, as user',
  ],
  [{ action: 'sign-in-user', data: { ...signedIn, created: false } }, 'engineer@acme.test signed in'],
  [{ action: 'set-role', data: signedIn }, 'admin@acme.test made engineer@acme.test a user'],
  [
    { action: 'set-role', data: { ...signedIn, role: 'Admin' } },
    'admin@acme.test made engineer@acme.test an admin',
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
    'admin@acme.test integrated the Slack workspace Acme',
  ],
  [
    { action: 'remove-installation', data: { ...workspace, cancelled: 2 } },
    'admin@acme.test removed the Slack workspace Acme',
  ],
  [{ action: 'create-policy', data: policy }, 'admin@acme.test created the policy Engineers'],
  [{ action: 'update-policy', data: policy }, 'admin@acme.test changed the policy Engineers, now version 3'],
  [{ action: 'delete-policy', data: policy }, 'admin@acme.test deleted the policy Engineers'],
  [
    { action: 'apply-file', data: { created: 4, changed: 1 } },
    'admin@acme.test applied a file: 4 made, 1 changed',
  ],
  [
    { action: 'restore-policy', data: { ...policy, from: 1 } },
    'admin@acme.test restored version 1 of the policy Engineers, now version 3',
  ],
  [{ action: 'register-target', data: target }, 'admin@acme.test registered the target prod-web in prod'],
  [
    { action: 'update-target', data: { ...target, changes: { host: { from: null, to: 'web.test' } } } },
    'admin@acme.test changed the target prod-web in prod: host',
  ],
  [{ action: 'retire-target', data: target }, 'admin@acme.test retired the target prod-web in prod'],
  [{ action: 'restore-target', data: target }, 'admin@acme.test brought back the target prod-web in prod'],
  [
    { action: 'import-targets', data: { created: 3, changed: 1, refused: 2 } },
    'admin@acme.test imported targets: 3 made, 1 changed, 2 refused',
  ],
  [{ action: 'register-environment', data: { name: 'prod' } }, 'admin@acme.test made the environment prod'],
  [
    { action: 'update-environment', data: { name: 'prod', changes: { name: { from: 'p', to: 'prod' } } } },
    'admin@acme.test changed the environment prod: name',
  ],
  [{ action: 'retire-environment', data: { name: 'prod' } }, 'admin@acme.test retired the environment prod'],
  [
    { action: 'restore-environment', data: { name: 'prod' } },
    'admin@acme.test brought back the environment prod',
  ],
  [
    { action: 'update-organization', data: { changes: { selfApproval: { from: false, to: true } } } },
    'admin@acme.test changed the settings of the organization: self-approval',
  ],
  [
    { action: 'export-audit', data: { format: 'jsonl', filter: {} } },
    'admin@acme.test exported the audit log as JSON lines',
  ],
  [
    { action: 'send-test-message', data: { to: ['bzero-jit-log', 'admin@acme.test'] } },
    'admin@acme.test sent a test message to bzero-jit-log and admin@acme.test',
  ],
  [{ action: 'retry-messages', data: { count: 1 } }, 'admin@acme.test had 1 message sent again'],
  [
    { action: 'end-person-access', data: { email: 'e@acme.test', ended: 2, cancelled: 1 } },
    'admin@acme.test ended all access of e@acme.test: 2 grants, 1 waiting request',
  ],
  [
    { action: 'remind-admins', data: { ...facts, round: 1 } },
    'The admins were reminded of the request of engineer@acme.test for prod-web as root, Shell',
  ],
  [
    { action: 'submit-request', data: { ...facts, reason: 'why', automatic: false } },
    'engineer@acme.test asked for prod-web as root, Shell',
  ],
  [
    { action: 'submit-request', data: { ...facts, reason: 'why', automatic: true } },
    'engineer@acme.test asked for prod-web as root, Shell, approved by policy Engineers at once',
  ],
  [
    { action: 'review-request', data: { ...decided, decision: 'approve' } },
    'admin@acme.test approved prod-web as root, Shell for engineer@acme.test',
  ],
  [
    { action: 'review-request', data: { ...decided, decision: 'deny', reason: 'no' } },
    'admin@acme.test denied prod-web as root, Shell for engineer@acme.test',
  ],
  [
    { action: 'review-request', data: { ...decided, decision: 'approve', selfApproved: true } },
    'admin@acme.test approved prod-web as root, Shell for engineer@acme.test, their own request',
  ],
  [
    { action: 'cancel-request', data: { ...facts, why: 'Slack is gone' } },
    'The request of engineer@acme.test for prod-web as root, Shell was cancelled: Slack is gone',
  ],
  [
    { action: 'lapse-request', data: facts },
    'Nobody decided the request of engineer@acme.test for prod-web as root, Shell in time',
  ],
  [
    { action: 'invalidate-request', data: { ...facts, why: 'the policy is gone' } },
    'The request of engineer@acme.test for prod-web as root, Shell became void: the policy is gone',
  ],
  [
    { action: 'end-grant', data: { ...facts, by: 'owner' } },
    'engineer@acme.test ended their access to prod-web as root, Shell',
  ],
  [
    { action: 'end-grant', data: { ...facts, by: 'admin' } },
    'admin@acme.test revoked the access of engineer@acme.test to prod-web as root, Shell',
  ],
  [
    { action: 'expire-grant', data: facts },
    'The access of engineer@acme.test to prod-web as root, Shell expired',
  ],
  [
    { action: 'invalidate-grant', data: { ...facts, why: 'the policy is gone' } },
    'The access of engineer@acme.test to prod-web as root, Shell ended: the policy is gone',
  ],
];

test.each(rows)('%j', (event, sentence) => {
  expect(auditSentence(event, 'admin@acme.test')).toBe(sentence);
});

test('a sentence never tells the reason of a request', () => {
  for (const [event] of rows) expect(auditSentence(event, 'somebody')).not.toContain('why');
});
