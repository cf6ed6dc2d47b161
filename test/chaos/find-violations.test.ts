import { expect, test } from 'vitest';
import { findViolations } from './find-violations';
import type { Call, EndState, GrantEnd, Outcome } from './history';

// The checker is the judge of the chaos suite, so each of its rules must see what breaks it.

const person = 'engineer@acme.test';
const done = (requestId: string | null, allowed: boolean | null = null): Outcome => ({
  kind: 'done',
  requestId,
  allowed,
});

/** An engineer requests at 0, an admin approves at 100, and it is revoked at 500. */
const calls: Call[] = [
  {
    operation: { name: 'submit', person, targetId: 't', reason: 'turn 1' },
    outcome: done('r', false),
    sentAt: 0,
    answeredAt: 10,
  },
  {
    operation: { name: 'approve', person: 'admin@acme.test', requestId: 'r' },
    outcome: done('r', true),
    sentAt: 100,
    answeredAt: 110,
  },
  {
    operation: { name: 'check', person, targetId: 't' },
    outcome: done('r', true),
    sentAt: 200,
    answeredAt: 210,
  },
  {
    operation: { name: 'revoke', person: 'admin@acme.test', requestId: 'r' },
    outcome: done('r', false),
    sentAt: 500,
    answeredAt: 510,
  },
  {
    operation: { name: 'check', person, targetId: 't' },
    outcome: done(null, false),
    sentAt: 520,
    answeredAt: 530,
  },
];

const request = {
  ...{ id: 'r', reason: 'turn 1', person, targetId: 't', state: 'Approved', automatic: false, isOpen: false },
  decidedBy: 'admin@acme.test',
};
const grant: GrantEnd = {
  ...{ requestId: 'r', person, targetId: 't', state: 'Revoked' },
  ...{ startsAt: 105, expiresAt: 3_600_105, endedAt: 505 },
};
const notice = (id: string, kind: string, recipient: string) => ({
  ...{ id, kind, recipient, requestId: 'r', state: 'Sent', foldedInto: null },
});
const end: EndState = {
  requests: [request],
  grants: [grant],
  events: ['submit-request', 'review-request', 'end-grant'].map((action) => ({ action, requestId: 'r' })),
  notices: [
    notice('1', 'request-status', person),
    notice('2', 'request-card', 'admin@acme.test'),
    notice('3', 'request-outcome', person),
    notice('4', 'log-outcome', 'log'),
    notice('5', 'request-end', person),
    notice('6', 'log-end', 'log'),
  ],
  posts: ['1', '2', '3', '4', '5', '6'].map((noticeId) => ({ noticeId, actions: ['open-console'] })),
  admins: ['admin@acme.test'],
  auditFault: null,
};

/** The calls, with one changed. */
const withCall = (index: number, change: Partial<Call>) =>
  calls.map((call, at) => (at === index ? { ...call, ...change } : call));
const check = (change: Partial<Call>): Call => ({ ...(calls[2] as Call), ...change });

test('nothing is wrong with a request that was approved and revoked', () => {
  expect(findViolations(calls, end)).toEqual([]);
});

test.each<[string, string, readonly Call[], Partial<EndState>]>([
  [
    'an answer that the product never gives',
    'was answered with 500',
    withCall(2, { outcome: { kind: 'broken', status: 500 } }),
    {},
  ],
  [
    'a submission that is lost',
    'the submission "turn 2" (done) is lost',
    [
      ...calls,
      { ...(calls[0] as Call), operation: { name: 'submit', person, targetId: 'u', reason: 'turn 2' } },
    ],
    {},
  ],
  [
    'a refused submission that is stored',
    'the submission "turn 1" (refused) is stored',
    withCall(0, { outcome: { kind: 'refused', code: 'invalid' } }),
    {},
  ],
  [
    'a submission that is stored twice',
    'is stored 2 times',
    calls,
    { requests: [request, { ...request, id: 's', state: 'Denied' }] },
  ],
  [
    'two decisions',
    'request r was decided 2 times',
    [
      ...calls,
      { ...(calls[1] as Call), operation: { name: 'deny', person: 'second@acme.test', requestId: 'r' } },
    ],
    {},
  ],
  [
    'a decision by somebody who did not decide',
    'who did not decide it',
    withCall(1, { outcome: { kind: 'refused', code: 'busy' } }),
    {},
  ],
  [
    'another state than was answered',
    'request r is Denied, not Approved',
    calls,
    { requests: [{ ...request, state: 'Denied' }], grants: [] },
  ],
  [
    'two ends',
    'the access of r was ended 2 times',
    [...calls, { ...(calls[3] as Call), operation: { name: 'end', person, requestId: 'r' } }],
    {},
  ],
  [
    'an end that is not stored',
    'the access of r is Active, not Revoked',
    calls,
    { grants: [{ ...grant, state: 'Active', endedAt: null }] },
  ],
  ['an approved request without a grant', 'request r is Approved with 0 grants', calls, { grants: [] }],
  [
    'a grant of a request that was denied',
    'request r is Denied with 1 grants',
    withCall(1, { outcome: { kind: 'unknown' } }),
    { requests: [{ ...request, state: 'Denied' }] },
  ],
  [
    'two live grants for a target',
    'had two grants for t, r and s',
    calls,
    { grants: [grant, { ...grant, requestId: 's', startsAt: 400 }] },
  ],
  [
    'a check that is true from the expiry on',
    'at 300 is true 0 ms after its expiry',
    [...calls, check({ sentAt: 300, answeredAt: 301 })],
    { grants: [{ ...grant, expiresAt: 300 }] },
  ],
  [
    'a check that is true after a revocation',
    'at 511 is true after the end of r',
    [...calls, check({ sentAt: 511, answeredAt: 512 })],
    {},
  ],
  [
    'a check that is true before the approval',
    'at 20 is true before r was approved',
    [check({ sentAt: 20, answeredAt: 30 }), ...calls],
    {},
  ],
  [
    'a check that is true without a grant',
    'at 200 is true without a grant',
    [...calls, check({ outcome: done(null, true) })],
    {},
  ],
  [
    'a check that is false while a grant is live',
    'at 200 is false while r is live',
    [...calls, check({ outcome: done(null, false) })],
    {},
  ],
  [
    'a missing audit event',
    'request r has the events end-grant,review-request, not',
    calls,
    { events: end.events.slice(1) },
  ],
  [
    'an audit event too many',
    'request r has the events end-grant,end-grant,',
    calls,
    { events: [...end.events, { action: 'end-grant', requestId: 'r' }] },
  ],
  [
    'a notice that was never planned',
    'request r has the notices',
    calls,
    { notices: end.notices.slice(1), posts: end.posts.slice(1) },
  ],
  [
    'a notice that is not sent',
    'the notice log-end of r is Failed',
    calls,
    { notices: end.notices.map((one) => ({ ...one, state: 'Failed' })) },
  ],
  ['a notice that is not in Slack', 'is in Slack 0 times', calls, { posts: end.posts.slice(1) }],
  [
    'a notice that is in Slack twice',
    'is in Slack 2 times',
    calls,
    { posts: [...end.posts, ...end.posts.slice(0, 1)] },
  ],
  [
    'a second greeting',
    'the message "welcome U1" is in Slack 2 times',
    calls,
    { posts: [...end.posts, ...['welcome U1', 'welcome U1'].map((noticeId) => ({ noticeId, actions: [] }))] },
  ],
  [
    'a message in Slack that nobody planned',
    'has the unknown id 7',
    calls,
    { posts: [...end.posts, { noticeId: '7', actions: [] }] },
  ],
  [
    'a card that still has a button',
    'the request-card of r still has approve-request',
    calls,
    { posts: end.posts.map((post) => ({ ...post, actions: ['approve-request'] })) },
  ],
  ['a request that never ends', 'request r never ended', calls, { requests: [{ ...request, isOpen: true }] }],
  [
    'an audit log that does not verify',
    'the audit log does not verify: event 3 was changed',
    calls,
    { auditFault: 'event 3 was changed' },
  ],
])('it sees %s', (_name, violation, given, change) => {
  expect(findViolations(given, { ...end, ...change })).toContainEqual(expect.stringContaining(violation));
});

test('a line that is folded into another is in Slack with that one', () => {
  const notices = end.notices.map((one) => (one.id === '6' ? { ...one, foldedInto: '4' } : one));
  expect(findViolations(calls, { ...end, notices, posts: end.posts.slice(0, 5) })).toEqual([]);
});
