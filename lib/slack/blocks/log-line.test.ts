import { expect, test } from 'vitest';
import { blockLines } from '@/test/block-lines';
import { approvedRequest, deniedRequest, minutesFrom, sampleNow } from '@/test/sample-request';
import { logEnd } from './log-end';
import { logOutcome } from './log-outcome';
import { noMentions } from './message';

const input = { now: sampleNow, consoleUrl: 'https://console.test', mentions: noMentions };

test('the lines of the log channel for decisions and ends', () => {
  const automatic = approvedRequest({ automatic: true, decidedBy: null });
  const own = approvedRequest({ selfApproved: true });
  expect(
    [
      logOutcome({ ...input, request: own }),
      logOutcome({ ...input, request: automatic }),
      logOutcome({ ...input, request: deniedRequest() }),
      logEnd({ ...input, request: automatic, now: minutesFrom(60) }),
    ].map(({ text }) => text),
  ).toMatchInlineSnapshot(`
    [
      "Approved by admin@acme.test (own request): engineer@acme.test, Shell on prod-web as root for 1 hour, by policy Production by request (version 1, Production servers). Reason: “INC-7: the disk is full”.",
      "Approved automatically: engineer@acme.test, Shell on prod-web as root for 1 hour, by policy Production by request (version 1, Production servers). Reason: “INC-7: the disk is full”.",
      "Denied by admin@acme.test: engineer@acme.test, Shell on prod-web as root for 1 hour, by policy Production by request (version 1, Production servers). Denied because: “Use the staging copy”. Reason: “INC-7: the disk is full”.",
      "Expired: engineer@acme.test, Shell on prod-web as root for 1 hour, by policy Production by request.",
    ]
  `);
});

test('a line that is posted minutes late has the time of its event', () => {
  const request = approvedRequest();
  const { text } = logOutcome({ ...input, request, now: minutesFrom(3) });
  expect(text).toContain('Approved by admin@acme.test <!date^1795348800^');
  expect(logEnd({ ...input, request, now: minutesFrom(63) }).text).toContain('Expired <!date^1795352400^');
});

test('a line of the log channel is one block', () => {
  expect(
    blockLines({ blocks: logOutcome({ ...input, request: approvedRequest() }).blocks }),
  ).toMatchInlineSnapshot(`
    [
      "✅ *Approved by admin@acme.test*  ·  engineer@acme.test, Shell on prod-web as root for 1 hour  ·  policy Production by request (version 1, Production servers)  ·  <https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open>",
      "Reason: INC-7: the disk is full (plain_text)",
    ]
  `);
});
