import { expect, test } from 'vitest';
import { blockLines } from '@/test/block-lines';
import { approvedRequest, minutesFrom, sampleNow } from '@/test/sample-request';
import { noMentions } from './message';
import { renderMessage } from './render-message';
import { requestEnd } from './request-end';
import { logRevocation, revocationAlarm } from './revocation';

const checkedAt = minutesFrom(61);
const input = { now: minutesFrom(62), consoleUrl: 'https://console.test', mentions: noMentions };
const verified = approvedRequest({
  revocationCheck: { state: 'Verified', detail: 'prod-web.acme.test:22 refuses the certificate.', checkedAt },
});
const stillOpen = approvedRequest({
  revocationCheck: { state: 'StillOpen', detail: 'prod-web.acme.test:22 still takes it.', checkedAt },
});

test('the line in the log channel shows the result of the check', () => {
  expect(blockLines(logRevocation({ ...input, request: verified }))).toMatchInlineSnapshot(`
    [
      "Notification: Revocation verified: prod-web.acme.test:22 refuses the certificate (engineer@acme.test, Shell on prod-web as root for 1 hour).",
      "🔒 *Revocation verified*: prod-web.acme.test:22 refuses the certificate  ·  engineer@acme.test, Shell on prod-web as root for 1 hour  ·  <https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open>",
    ]
  `);
  expect(logRevocation({ ...input, request: stillOpen }).text).toMatchInlineSnapshot(
    `"Access still works after revocation: prod-web.acme.test:22 still takes it (engineer@acme.test, Shell on prod-web as root for 1 hour)."`,
  );
});

test('the alarm for admins, and the same message once the target refuses the access', () => {
  expect(blockLines(revocationAlarm({ ...input, request: stillOpen }))).toMatchInlineSnapshot(`
    [
      "Notification: Ended access of engineer@acme.test: Shell on prod-web as root. Access still works after revocation <2026-11-22 13:01 UTC>: prod-web.acme.test:22 still takes it. Check that the host fetches the revocation list and that its clock is right. We’ll keep checking until it’s blocked.",
      "*Ended access of engineer@acme.test:* Shell on prod-web as root",
      "  🚨 *Access still works after revocation* <2026-11-22 13:01 UTC>: prod-web.acme.test:22 still takes it",
      "(Check that the host fetches the revocation list and that its clock is right. We’ll keep checking until it’s blocked.)",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
    ]
  `);
  expect(revocationAlarm({ ...input, request: verified }).text).toMatchInlineSnapshot(
    `"Ended access of engineer@acme.test: Shell on prod-web as root. Revocation verified <!date^1795352460^{date_short_pretty} at {time}|2026-11-22 13:01 UTC>: prod-web.acme.test:22 refuses the certificate. No action needed."`,
  );
});

test('the requester reads that the revocation is verified; admins read that it is not', () => {
  expect(requestEnd({ ...input, request: verified }).text).toMatchInlineSnapshot(
    `"Your access ended: Shell on prod-web as root. Expired <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>. Revocation verified <!date^1795352460^{date_short_pretty} at {time}|2026-11-22 13:01 UTC>: prod-web.acme.test:22 refuses the certificate."`,
  );
  const { text, blocks } = requestEnd({ ...input, request: stillOpen });
  expect(`${text}${JSON.stringify(blocks)}`).not.toMatch(/still/i);
});

test('a check that has not run, or could not, claims nothing', () => {
  const unknown = { state: 'Unverified' as const, detail: 'Nobody answers there.', checkedAt: sampleNow };
  const pending = { state: 'Pending' as const, detail: '', checkedAt: null };
  expect(logRevocation({ ...input, request: approvedRequest({ revocationCheck: unknown }) }).text).toMatch(
    /^Revocation not verified /,
  );
  for (const revocationCheck of [pending, null]) {
    expect(logRevocation({ ...input, request: approvedRequest({ revocationCheck }) }).text).toMatch(
      /^Revocation checked \(/,
    );
  }
});

test('both kinds of line are rendered from the current state', () => {
  for (const kind of ['log-door-gone', 'log-door-open'] as const) {
    expect(renderMessage(kind, { ...input, request: verified })).toEqual(
      logRevocation({ ...input, request: verified }),
    );
  }
});
