import { expect, test } from 'vitest';
import { blockLines } from '@/test/block-lines';
import { approvedRequest, minutesFrom, sampleNow } from '@/test/sample-request';
import { renderMessage } from './render-message';
import { requestEnd } from './request-end';
import { logRevocation, revocationAlarm } from './revocation';

const checkedAt = minutesFrom(61);
const input = { now: minutesFrom(62), consoleUrl: 'https://console.test' };
const gone = approvedRequest({
  revocationCheck: { state: 'Verified', detail: 'prod-web.acme.test:22 refuses the certificate.', checkedAt },
});
const open = approvedRequest({
  revocationCheck: { state: 'StillOpen', detail: 'prod-web.acme.test:22 still takes it.', checkedAt },
});

test('one line for the log, by what the try came to', () => {
  expect(blockLines(logRevocation({ ...input, request: gone }))).toMatchInlineSnapshot(`
    [
      "Notification: Verified gone <2026-11-22 13:01 UTC>: prod-web.acme.test:22 refuses the certificate (access of engineer@acme.test, Shell on prod-web as root for 1 hour).",
      "🔒 *Verified gone* <2026-11-22 13:01 UTC>: prod-web.acme.test:22 refuses the certificate  ·  access of engineer@acme.test, Shell on prod-web as root for 1 hour  ·  <https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open>",
    ]
  `);
  expect(logRevocation({ ...input, request: open }).text).toMatchInlineSnapshot(
    `"The door is still open <!date^1795352460^{date_short_pretty} at {time}|2026-11-22 13:01 UTC>: prod-web.acme.test:22 still takes it (access of engineer@acme.test, Shell on prod-web as root for 1 hour)."`,
  );
});

test('the alarm that every admin gets, and the same message once the door is shut', () => {
  expect(blockLines(revocationAlarm({ ...input, request: open }))).toMatchInlineSnapshot(`
    [
      "Notification: Ended access: Shell on prod-web as root, of engineer@acme.test. The door is still open <2026-11-22 13:01 UTC>: prod-web.acme.test:22 still takes it. Look at the host: does it fetch the list of revoked certificates, and is its clock right? It is tried again until it is shut.",
      "*Ended access:* Shell on prod-web as root, of engineer@acme.test",
      "  🚨 *The door is still open* <2026-11-22 13:01 UTC>: prod-web.acme.test:22 still takes it",
      "(Look at the host: does it fetch the list of revoked certificates, and is its clock right? It is tried again until it is shut.)",
      "[Open in console] open-console | accessibility_label: Open in console: root on prod-web | url: https://console.test/requests/0199f000-0000-7000-8000-000000000001",
    ]
  `);
  expect(revocationAlarm({ ...input, request: gone }).text).toMatchInlineSnapshot(
    `"Ended access: Shell on prod-web as root, of engineer@acme.test. Verified gone <!date^1795352460^{date_short_pretty} at {time}|2026-11-22 13:01 UTC>: prod-web.acme.test:22 refuses the certificate. Nothing is left to do."`,
  );
});

test('who had the access reads that it is verified gone; that it is not is for admins', () => {
  expect(requestEnd({ ...input, request: gone }).text).toMatchInlineSnapshot(
    `"Your access has ended: Shell on prod-web as root. Expired <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>. Verified gone <!date^1795352460^{date_short_pretty} at {time}|2026-11-22 13:01 UTC>: prod-web.acme.test:22 refuses the certificate."`,
  );
  const { text, blocks } = requestEnd({ ...input, request: open });
  expect(`${text}${JSON.stringify(blocks)}`).not.toMatch(/door|still/i);
});

test('a door that was not tried, or could not be, says nothing that is not known', () => {
  const unknown = { state: 'Unverified' as const, detail: 'Nobody answers there.', checkedAt: sampleNow };
  const waiting = { state: 'Pending' as const, detail: '', checkedAt: null };
  expect(logRevocation({ ...input, request: approvedRequest({ revocationCheck: unknown }) }).text).toMatch(
    /^Not verified /,
  );
  for (const revocationCheck of [waiting, null]) {
    expect(logRevocation({ ...input, request: approvedRequest({ revocationCheck }) }).text).toMatch(
      /^Tried \(/,
    );
  }
});

test('both lines of the log are drawn from the state that there is now', () => {
  for (const kind of ['log-door-gone', 'log-door-open'] as const) {
    expect(renderMessage(kind, { ...input, request: gone })).toEqual(
      logRevocation({ ...input, request: gone }),
    );
  }
});
