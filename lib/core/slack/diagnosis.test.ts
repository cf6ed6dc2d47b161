import { expect, test } from 'vitest';
import { type DoctorFacts, diagnose, summarizeChecks } from './diagnosis';

const healthy: DoctorFacts = {
  tokenRefused: null,
  missingScopes: [],
  channel: { name: 'bzero-jit-log', isPrivate: true, isArchived: false, isShared: false },
  deliveries: { pending: 1, failed: 0, oldestSeconds: 3 },
  jobs: { overdue: 0, lastDoneSeconds: 20 },
  unreachable: [],
  unlinkedAdmins: [],
  audit: { seq: 9, unsealedSeconds: 2, appCanChange: false },
  outdatedSetups: [],
  oldGroups: { people: 0, asksAdmin: false },
  groupProblems: [],
};
const channel = { name: 'bzero-jit-log', isPrivate: true, isArchived: false, isShared: false };

test('a healthy integration passes all checks and needs no remedy', () => {
  const checks = diagnose(healthy);
  expect(checks.map(({ status }) => status)).toEqual(Array(10).fill('good'));
  expect(checks.every(({ remedy }) => remedy === null)).toBe(true);
  expect(summarizeChecks(checks)).toBe('All checks passed.');
});

const failures: [string, Partial<DoctorFacts>, string, string, RegExp][] = [
  ['a revoked token', { tokenRefused: { why: 'No.', isDead: true } }, 'token', 'bad', /Reinstall/],
  ['no answer', { tokenRefused: { why: 'No answer.', isDead: false } }, 'token', 'unknown', /Check again/],
  ['old groups', { oldGroups: { people: 2, asksAdmin: false } }, 'groups', 'attention', /Disable people/],
  [
    'groups that could not be read',
    { groupProblems: [{ problem: 'groups-unread', people: 4, emails: ['dba@acme.test'] }] },
    'groups',
    'attention',
    /list of texts.*docs\/sign-in\.md/,
  ],
  [
    'more groups than a token has',
    { groupProblems: [{ problem: 'groups-elsewhere', people: 1, emails: ['dba@acme.test'] }] },
    'groups',
    'attention',
    /assigned to this application/,
  ],
  ['missing scopes', { missingScopes: ['im:write'] }, 'scopes', 'bad', /Reinstall/],
  ['a channel that does not exist yet', { channel: 'not-created' }, 'channel', 'attention', /Check again/],
  ['a channel that was deleted', { channel: 'lost' }, 'channel', 'bad', /new channel is created/],
  ['a channel that Slack does not report', { channel: { why: 'No.' } }, 'channel', 'unknown', /Check again/],
  ['a public channel', { channel: { ...channel, isPrivate: false } }, 'channel', 'bad', /Make it private/],
  ['a shared channel', { channel: { ...channel, isShared: true } }, 'channel', 'bad', /Stop sharing/],
  ['an archived channel', { channel: { ...channel, isArchived: true } }, 'channel', 'bad', /Unarchive/],
  ['late jobs', { jobs: { overdue: 2, lastDoneSeconds: 5 } }, 'jobs', 'bad', /worker/],
  ['no jobs', { jobs: { overdue: 0, lastDoneSeconds: null } }, 'jobs', 'attention', /worker/],
  [
    'failed messages',
    { deliveries: { pending: 0, failed: 2, oldestSeconds: null } },
    'deliveries',
    'bad',
    /Retry/,
  ],
  [
    'slow messages',
    { deliveries: { pending: 2, failed: 0, oldestSeconds: 301 } },
    'deliveries',
    'attention',
    /retried automatically/,
  ],
  ['people', { unreachable: [{ email: 'dba@acme.test', why: 'a guest' }] }, 'people', 'attention', /console/],
  [
    'a log that is not sealed',
    { audit: { seq: 9, unsealedSeconds: 90, appCanChange: true } },
    'audit',
    'bad',
    /worker/,
  ],
  [
    'a log that the app can change',
    { audit: { seq: 9, unsealedSeconds: null, appCanChange: true } },
    'audit',
    'attention',
    /Two database roles/,
  ],
  ['admins', { unlinkedAdmins: ['second@acme.test'] }, 'links', 'attention', /pressing Approve or Deny/],
  ['an outdated set-up', { outdatedSetups: ['orders-db'] }, 'setups', 'bad', /follow its set-up/],
];

test.each(failures)('%s fails its own check, with a remedy', (_, facts, id, status, remedy) => {
  const checks = diagnose({ ...healthy, ...facts });
  const failed = checks.filter((check) => check.status !== 'good');
  expect(failed).toMatchObject([{ id, status, remedy: expect.stringMatching(remedy) }]);
  expect(summarizeChecks(checks)).toBe('1 check needs attention.');
});
