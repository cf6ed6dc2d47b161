import { expect, test } from 'vitest';
import { blockLines } from '@/test/block-lines';
import {
  approvedRequest,
  deniedRequest,
  minutesFrom,
  pendingRequest,
  sampleNow,
} from '@/test/sample-request';
import { requestCard } from './request-card';

const input = { now: sampleNow, consoleUrl: 'https://console.test' };

test('the card of a pending request', () => {
  expect(blockLines(requestCard({ ...input, request: pendingRequest() }))).toMatchInlineSnapshot(`
    [
      "Notification: engineer@acme.test (Engineer) requests Shell on prod-web as root for 1 hour. Reason: “INC-7: the disk is full”. Pending, times out <2026-11-23 11:55 UTC>.",
      "# Shell on prod-web as root",
      "Target: prod-web",
      "  Linux server in prod",
      "Target user: root",
      "Policy action: Shell",
      "Requester: engineer@acme.test (Engineer)",
      "Duration: 1 hour",
      "*Reason*",
      "INC-7: the disk is full (plain_text)",
      "(Policy *Production by request*  ·  Requested <2026-11-22 11:55 UTC>)",
      "[Approve] approve-request | accessibility_label: Approve root on prod-web for engineer@acme.test | style: primary | value: 0199f000-0000-7000-8000-000000000001",
      "[Deny] open-denial | accessibility_label: Deny root on prod-web for engineer@acme.test | style: danger | value: 0199f000-0000-7000-8000-000000000001",
      "[Policy match] explain-request | accessibility_label: Policy match: root on prod-web | value: 0199f000-0000-7000-8000-000000000001",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
    ]
  `);
});

test('the card of an approved request whose access has expired', () => {
  const request = approvedRequest();
  expect(blockLines(requestCard({ ...input, request, now: minutesFrom(61) }))).toMatchInlineSnapshot(`
    [
      "Notification: engineer@acme.test (Engineer) requests Shell on prod-web as root for 1 hour. Reason: “INC-7: the disk is full”. Approved by admin@acme.test <2026-11-22 12:00 UTC>. Expired <2026-11-22 13:00 UTC>.",
      "# Shell on prod-web as root",
      "Target: prod-web",
      "  Linux server in prod",
      "Target user: root",
      "Policy action: Shell",
      "Requester: engineer@acme.test (Engineer)",
      "Duration: 1 hour",
      "*Reason*",
      "INC-7: the disk is full (plain_text)",
      "(Policy *Production by request*  ·  Requested <2026-11-22 11:55 UTC>)",
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
      "Reason: Use the staging copy (plain_text)",
      "(<https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open in console>)",
    ]
  `);
});

test('the labels of two cards’ buttons differ', () => {
  const labels = (email: string) =>
    JSON.stringify(
      requestCard({
        ...input,
        request: pendingRequest({ requester: { id: 'x', name: 'X', email } }),
      }).blocks,
    ).match(/"accessibility_label":"[^"]*"/g);
  expect(labels('engineer@acme.test')?.[0]).toBe(
    '"accessibility_label":"Approve root on prod-web for engineer@acme.test"',
  );
  expect(labels('a@acme.test')).not.toEqual(labels('b@acme.test'));
});
