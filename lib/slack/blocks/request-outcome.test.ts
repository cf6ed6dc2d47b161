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
import { homeView } from './home-view';
import { noMentions } from './message';
import { requestEnd } from './request-end';
import { requestEnding } from './request-ending';
import { requestNotice } from './request-notice';
import { requestOutcome } from './request-outcome';
import { requestStatus } from './request-status';

const input = { now: sampleNow, consoleUrl: 'https://console.test', mentions: noMentions };

test('the requester’s message while the request is pending', () => {
  expect(blockLines(requestStatus({ ...input, request: pendingRequest() }))).toMatchInlineSnapshot(`
    [
      "Notification: Pending: Shell on prod-web as root for 1 hour. Needs approval. Your 1 hour starts when it’s approved. Times out <2026-11-23 11:55 UTC>.",
      "⏳ *Pending:* Shell on prod-web as root for 1 hour",
      "  Needs approval. Your 1 hour starts when it’s approved. Times out <2026-11-23 11:55 UTC>.",
      "*Reason*",
      "INC-7: the disk is full (plain_text)",
      "(Policy *Production by request*  ·  Requested <2026-11-22 11:55 UTC>)",
      "[Cancel request] cancel-request | accessibility_label: Cancel request: root on prod-web | value: 0199f000-0000-7000-8000-000000000001",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
    ]
  `);
});

test('the requester’s message for an approved request', () => {
  expect(blockLines(requestOutcome({ ...input, request: approvedRequest() }))).toMatchInlineSnapshot(`
    [
      "Notification: You have access: Shell on prod-web as root, until <2026-11-22 13:00 UTC>. Approved by admin@acme.test <2026-11-22 12:00 UTC>. Connect with \`zli connect root@prod-web.prod\`.",
      "✅ *You have access:* Shell on prod-web as root, until <2026-11-22 13:00 UTC>",
      "Connect with",
      "  \`zli connect root@prod-web.prod\`",
      "(Policy *Production by request*  ·  Requested <2026-11-22 11:55 UTC>) (✅ *Approved by admin@acme.test* <2026-11-22 12:00 UTC>) (<https://console.test/zli/install|First time? Install zli>)",
      "[Policy details] explain-request | accessibility_label: Policy details: root on prod-web | value: 0199f000-0000-7000-8000-000000000001",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
      "[End now] end-grant | accessibility_label: End now: root on prod-web | confirm: { | confirm: End now | deny: Cancel | style: danger | text: This ends root on prod-web and its open sessions. You will need a new approval. | title: End your access now? } | value: 0199f000-0000-7000-8000-000000000001",
    ]
  `);
});

test('End now asks first in messages and on the Home tab, and says what it costs', () => {
  const question = (request: RequestView) =>
    [
      ...blockLines(requestOutcome({ ...input, request })),
      ...blockLines(homeView({ ...input, active: [request], own: [], pending: null })),
    ].filter((line) => line.includes('[End now]'));
  const manual = question(approvedRequest());
  expect(manual).toHaveLength(2);
  for (const line of manual) {
    expect(line).toContain('You will need a new approval.');
    expect(line.replace(/confirm: \{.*\}/, '')).not.toContain('danger');
  }
  for (const line of question(approvedRequest({ automatic: true })))
    expect(line).toContain('You can request it again.');
});

test('the requester’s message for a denied request', () => {
  expect(blockLines(requestOutcome({ ...input, request: deniedRequest() }))).toMatchInlineSnapshot(`
    [
      "Notification: Your request: Shell on prod-web as root. Denied by admin@acme.test <2026-11-22 12:00 UTC>. Reason: “Use the staging copy”.",
      "*Your request:* Shell on prod-web as root",
      "  ❌ *Denied by admin@acme.test* <2026-11-22 12:00 UTC>",
      "Reason: Use the staging copy (plain_text)",
      "(Policy *Production by request*  ·  Requested <2026-11-22 11:55 UTC>)",
      "[Request again] request-again | accessibility_label: Request again: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
      "[Policy details] explain-request | accessibility_label: Policy details: root on prod-web | value: 0199f000-0000-7000-8000-000000000001",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
    ]
  `);
});

test('the message that calls attention to a decision', () => {
  const cancelled = pendingRequest({ state: 'Cancelled', decidedAt: sampleNow, decisionReason: 'x' });
  const notices = [approvedRequest(), deniedRequest(), pendingRequest({ state: 'Lapsed' }), cancelled];
  expect(notices.map((request) => blockLines(requestNotice({ ...input, request })))).toMatchInlineSnapshot(`
    [
      [
        "Notification: Approved by admin@acme.test <2026-11-22 12:00 UTC>. Shell on prod-web as root. Connect with \`zli connect root@prod-web.prod\`.",
        "✅ *Approved by admin@acme.test* <2026-11-22 12:00 UTC>  ·  Shell on prod-web as root",
        "  \`zli connect root@prod-web.prod\`",
      ],
      [
        "Notification: Denied by admin@acme.test <2026-11-22 12:00 UTC>. Shell on prod-web as root. Reason: “Use the staging copy”.",
        "❌ *Denied by admin@acme.test* <2026-11-22 12:00 UTC>  ·  Shell on prod-web as root",
        "Reason: Use the staging copy (plain_text)",
        "[Request again] request-again | accessibility_label: Request again: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
        "(Talk to the admin, or send a new request with more detail.)",
      ],
      [
        "Notification: Timed out <2026-11-23 11:55 UTC>. Shell on prod-web as root.",
        "⌛ *Timed out* <2026-11-23 11:55 UTC>  ·  Shell on prod-web as root",
        "[Request again] request-again | accessibility_label: Request again: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
      ],
      [
        "Notification: Cancelled <2026-11-22 12:00 UTC>: x. Shell on prod-web as root.",
        "🚫 *Cancelled* <2026-11-22 12:00 UTC>: x  ·  Shell on prod-web as root",
        "[Request again] request-again | accessibility_label: Request again: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
      ],
    ]
  `);
});

test('the message of a request is the same one while it is pending, active and ended', () => {
  for (const request of [approvedRequest(), deniedRequest()])
    expect(requestStatus({ ...input, request })).toEqual(requestOutcome({ ...input, request }));
});

test('before access ends, the requester’s messages offer more time', () => {
  const request = approvedRequest();
  const soon = { ...input, request, now: minutesFrom(50) };
  expect(blockLines(requestEnding(soon))).toMatchInlineSnapshot(`
    [
      "Notification: Your access ends <2026-11-22 13:00 UTC>: Shell on prod-web as root. Open sessions close at that time.",
      "⏳ *Your access ends <2026-11-22 13:00 UTC>:* Shell on prod-web as root",
      "  Open sessions close at that time.",
      "[Request more time] request-again | accessibility_label: Request more time: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
    ]
  `);
  expect(blockLines(requestStatus(soon)).join()).toContain('[Request more time] request-again');
  expect(blockLines(requestStatus({ ...soon, now: minutesFrom(49) })).join()).not.toContain('more time');
  expect(blockLines(requestEnding({ ...soon, now: minutesFrom(60) }))).toMatchInlineSnapshot(`
    [
      "Notification: Expired <2026-11-22 13:00 UTC>. Shell on prod-web as root.",
      "⌛ *Expired* <2026-11-22 13:00 UTC>  ·  Shell on prod-web as root",
      "[Request again] request-again | accessibility_label: Request again: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
    ]
  `);
});

test('the requester’s messages after the access ended', () => {
  const request = approvedRequest();
  expect(blockLines(requestOutcome({ ...input, request, now: minutesFrom(60) }))).toMatchInlineSnapshot(`
    [
      "Notification: Your access: Shell on prod-web as root. Expired <2026-11-22 13:00 UTC>.",
      "*Your access:* Shell on prod-web as root",
      "  ⌛ *Expired* <2026-11-22 13:00 UTC>",
      "(Policy *Production by request*  ·  Requested <2026-11-22 11:55 UTC>) (✅ *Approved by admin@acme.test* <2026-11-22 12:00 UTC>)",
      "[Request again] request-again | accessibility_label: Request again: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
      "[Policy details] explain-request | accessibility_label: Policy details: root on prod-web | value: 0199f000-0000-7000-8000-000000000001",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
    ]
  `);
  expect(blockLines(requestEnd({ ...input, request, now: minutesFrom(60) }))).toMatchInlineSnapshot(`
    [
      "Notification: Your access ended: Shell on prod-web as root. Expired <2026-11-22 13:00 UTC>.",
      "*Your access ended:* Shell on prod-web as root",
      "  ⌛ *Expired* <2026-11-22 13:00 UTC>",
      "[Request again] request-again | accessibility_label: Request again: root on prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
    ]
  `);
});

test('a request that timed out can be requested again', () => {
  const { blocks } = requestOutcome({ ...input, request: pendingRequest({ state: 'Lapsed' }) });
  expect(JSON.stringify(blocks)).toContain('Request again');
  expect(JSON.stringify(blocks)).toContain('⌛ *Timed out*');
});
