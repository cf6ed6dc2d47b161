import { expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { blockLines } from '@/test/block-lines';
import {
  approvedRequest,
  deniedRequest,
  minutesFrom,
  pendingRequest,
  sampleNow,
} from '@/test/sample-request';
import { noMentions } from './message';
import { requestCard } from './request-card';

const input = { now: sampleNow, consoleUrl: 'https://console.test', mentions: noMentions };

test('the card of a pending request', () => {
  expect(blockLines(requestCard({ ...input, request: pendingRequest() }))).toMatchInlineSnapshot(`
    [
      "Notification: engineer@acme.test requests root shell on prod-web (prod) for 1 hour. Reason: “INC-7: the disk is full”. Pending, times out <2026-11-23 11:55 UTC>.",
      "*engineer@acme.test* requests *root* shell on *prod-web* (prod) for 1 hour",
      "Reason: INC-7: the disk is full (plain_text)",
      "(engineer@acme.test  ·  Linux server  ·  Policy Production by request  ·  Requested <2026-11-22 11:55 UTC>)",
      "[Approve] approve-request | accessibility_label: Approve root on prod-web for engineer@acme.test | style: primary | value: 0199f000-0000-7000-8000-000000000001",
      "[Deny] open-denial | accessibility_label: Deny root on prod-web for engineer@acme.test | style: danger | value: 0199f000-0000-7000-8000-000000000001",
      "[Policy details] explain-request | accessibility_label: Policy details: root on prod-web | value: 0199f000-0000-7000-8000-000000000001",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
    ]
  `);
});

test('people are mentions where their Slack account is known; the address stays in the small print', () => {
  const mentions = new Map([
    ['e', 'U0ENGINEER'],
    ['a', 'U0ADMIN'],
  ]);
  const lines = blockLines(requestCard({ ...input, request: approvedRequest(), mentions }));
  expect(lines[1]).toBe('*<@U0ENGINEER>* requests *root* shell on *prod-web* (prod) for 1 hour');
  expect(lines[3]).toMatch(/^\(engineer@acme\.test {2}· {2}/);
  expect(lines[4]).toContain('Approved by <@U0ADMIN>');
});

test('the first sentence of a card for each type of target', () => {
  const { target } = pendingRequest();
  const first = (over: Partial<RequestView>) =>
    blockLines(requestCard({ ...input, request: pendingRequest(over) }))[1]?.replace(/^\S+ requests /, '');
  const cluster = { ...target, name: 'farm', type: 'Cluster' as const };
  const targetGroups = ['system:masters', 'Read only'];
  expect([
    first({ verb: 'FileTransfer' }),
    first({ verb: 'RDP' }),
    first({ target: cluster, targetUser: 'admin', targetGroups, verb: null }),
    first({ target: { ...target, name: 'grafana', type: 'Web' }, targetUser: null, verb: null }),
  ]).toEqual([
    '*root* file transfer on *prod-web* (prod) for 1 hour',
    '*root* RDP on *prod-web* (prod) for 1 hour',
    '*admin* access to *farm* (prod) in *system:masters, Read only* for 1 hour',
    'access to *grafana* (prod) for 1 hour',
  ]);
});

test('the card of an approved request whose access has expired', () => {
  const request = approvedRequest();
  expect(blockLines(requestCard({ ...input, request, now: minutesFrom(61) }))).toMatchInlineSnapshot(`
    [
      "Notification: engineer@acme.test requests root shell on prod-web (prod) for 1 hour. Reason: “INC-7: the disk is full”. Approved by admin@acme.test <2026-11-22 12:00 UTC>. Expired <2026-11-22 13:00 UTC>.",
      "*engineer@acme.test* requests *root* shell on *prod-web* (prod) for 1 hour",
      "Reason: INC-7: the disk is full (plain_text)",
      "(engineer@acme.test  ·  Linux server  ·  Policy Production by request  ·  Requested <2026-11-22 11:55 UTC>)",
      "✅ *Approved by admin@acme.test* <2026-11-22 12:00 UTC>",
      "  ⌛ *Expired* <2026-11-22 13:00 UTC>",
      "(<https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open in console>)",
    ]
  `);
});

test('the card of a denied request', () => {
  expect(
    blockLines({ blocks: requestCard({ ...input, request: deniedRequest() }).blocks.slice(-2) }),
  ).toMatchInlineSnapshot(`
    [
      "Denied because: Use the staging copy (plain_text)",
      "(<https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open in console>)",
    ]
  `);
});

test('the labels of two cards’ buttons differ', () => {
  const labels = (email: string) =>
    JSON.stringify(
      requestCard({
        ...input,
        request: pendingRequest({ requester: { id: 'x', kind: 'User', name: 'X', email, creatorId: null } }),
      }).blocks,
    ).match(/"accessibility_label":"[^"]*"/g);
  expect(labels('engineer@acme.test')?.[0]).toBe(
    '"accessibility_label":"Approve root on prod-web for engineer@acme.test"',
  );
  expect(labels('a@acme.test')).not.toEqual(labels('b@acme.test'));
});
