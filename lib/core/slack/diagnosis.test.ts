import { expect, test } from 'vitest';
import { type DoctorFacts, diagnose, summarizeChecks } from './diagnosis';

const well: DoctorFacts = {
  tokenRefused: null,
  missingScopes: [],
  channel: { name: 'bzero-jit-log', isPrivate: true, isArchived: false, isShared: false },
  deliveries: { pending: 1, failed: 0, oldestSeconds: 3 },
  jobs: { overdue: 0, lastDoneSeconds: 20 },
  unreachable: [],
  unlinkedAdmins: [],
};
const channel = { name: 'bzero-jit-log', isPrivate: true, isArchived: false, isShared: false };

test('an integration that is well needs nothing', () => {
  const checks = diagnose(well);
  expect(checks.map(({ status }) => status)).toEqual(Array(7).fill('good'));
  expect(checks.every(({ remedy }) => remedy === null)).toBe(true);
  expect(summarizeChecks(checks)).toBe('Everything is in order.');
});

const faults: [string, Partial<DoctorFacts>, string, string, RegExp][] = [
  ['a dead token', { tokenRefused: { why: 'No.', isDead: true } }, 'token', 'bad', /Reinstall/],
  ['silence', { tokenRefused: { why: 'No answer.', isDead: false } }, 'token', 'unknown', /Check again/],
  ['missing scopes', { missingScopes: ['im:write'] }, 'scopes', 'bad', /Reinstall/],
  ['a channel that is not made yet', { channel: 'not-made' }, 'channel', 'attention', /Check again/],
  ['a channel that is gone', { channel: 'lost' }, 'channel', 'bad', /made anew/],
  ['a channel Slack does not tell of', { channel: { why: 'No.' } }, 'channel', 'unknown', /Check again/],
  ['an open channel', { channel: { ...channel, isPrivate: false } }, 'channel', 'bad', /Make it private/],
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
    /again/,
  ],
  ['people', { unreachable: [{ email: 'dba@acme.test', why: 'a guest' }] }, 'people', 'attention', /console/],
  ['admins', { unlinkedAdmins: ['second@acme.test'] }, 'links', 'attention', /follow the link/],
];

test.each(faults)('%s is told at its line, with the cure', (_, facts, id, status, remedy) => {
  const checks = diagnose({ ...well, ...facts });
  const wrong = checks.filter((check) => check.status !== 'good');
  expect(wrong).toMatchObject([{ id, status, remedy: expect.stringMatching(remedy) }]);
  expect(summarizeChecks(checks)).toBe('One thing needs attention.');
});
