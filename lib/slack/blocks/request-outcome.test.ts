import { expect, test } from 'vitest';
import {
  approvedRequest,
  deniedRequest,
  minutesFrom,
  pendingRequest,
  sampleNow,
} from '@/test/sample-request';
import { requestEnd } from './request-end';
import { requestOutcome } from './request-outcome';
import { requestStatus } from './request-status';

const about = { now: sampleNow, consoleUrl: 'https://console.test' };

test('what its person reads while a request waits', () => {
  expect(requestStatus({ ...about, request: pendingRequest() })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "text": "⏳ *Request sent:* Shell on prod-web as root for 1 hour
    An admin will decide; the clock starts then. If nobody decides, the request lapses <!date^1795434900^{date_short_pretty} at {time}|2026-11-23 11:55 UTC>.",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "text": {
            "text": "*Reason*
    > INC-7: the disk is full",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "text": "Policy *Production by request*  ·  Asked <!date^1795348500^{date_short_pretty} at {time}|2026-11-22 11:55 UTC>",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
        {
          "elements": [
            {
              "accessibility_label": "Cancel request: root on prod-web",
              "action_id": "cancel-request",
              "text": {
                "emoji": true,
                "text": "Cancel request",
                "type": "plain_text",
              },
              "type": "button",
              "value": "0199f000-0000-7000-8000-000000000001",
            },
            {
              "accessibility_label": "Open in console: root on prod-web",
              "action_id": "open-console",
              "text": {
                "emoji": true,
                "text": "Open in console",
                "type": "plain_text",
              },
              "type": "button",
              "url": "https://console.test/requests/0199f000-0000-7000-8000-000000000001",
            },
          ],
          "type": "actions",
        },
      ],
      "text": "Request sent: Shell on prod-web as root for 1 hour. An admin will decide; the clock starts then. If nobody decides, the request lapses <!date^1795434900^{date_short_pretty} at {time}|2026-11-23 11:55 UTC>.",
    }
  `);
});

test('what its person reads when it is approved', () => {
  expect(requestOutcome({ ...about, request: approvedRequest() })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "text": "✅ *You have access:* Shell on prod-web as root, until <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "text": {
            "text": "Connect with
    \`zli connect root@prod-web.prod\`",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "text": "Policy *Production by request*  ·  Asked <!date^1795348500^{date_short_pretty} at {time}|2026-11-22 11:55 UTC>",
              "type": "mrkdwn",
            },
            {
              "text": "✅ *Approved by admin@acme.test* <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
        {
          "elements": [
            {
              "accessibility_label": "End now: root on prod-web",
              "action_id": "end-grant",
              "style": "danger",
              "text": {
                "emoji": true,
                "text": "End now",
                "type": "plain_text",
              },
              "type": "button",
              "value": "0199f000-0000-7000-8000-000000000001",
            },
            {
              "accessibility_label": "Why? root on prod-web",
              "action_id": "explain-request",
              "text": {
                "emoji": true,
                "text": "Why?",
                "type": "plain_text",
              },
              "type": "button",
              "value": "0199f000-0000-7000-8000-000000000001",
            },
            {
              "accessibility_label": "Open in console: root on prod-web",
              "action_id": "open-console",
              "text": {
                "emoji": true,
                "text": "Open in console",
                "type": "plain_text",
              },
              "type": "button",
              "url": "https://console.test/requests/0199f000-0000-7000-8000-000000000001",
            },
          ],
          "type": "actions",
        },
      ],
      "text": "You have access: Shell on prod-web as root, until <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>. Approved by admin@acme.test <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>. Connect with \`zli connect root@prod-web.prod\`.",
    }
  `);
});

test('what its person reads when it is denied', () => {
  expect(requestOutcome({ ...about, request: deniedRequest() })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "text": "*Your request:* Shell on prod-web as root
    ❌ *Denied by admin@acme.test* <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "text": {
            "text": "> Use the staging copy",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "text": "Policy *Production by request*  ·  Asked <!date^1795348500^{date_short_pretty} at {time}|2026-11-22 11:55 UTC>",
              "type": "mrkdwn",
            },
            {
              "text": "<https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open in console>",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
        {
          "elements": [
            {
              "text": "Talk to that admin, or ask again with more detail.",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
      ],
      "text": "Your request for Shell on prod-web as root gave no access. Denied by admin@acme.test <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>. Reason: “Use the staging copy”.",
    }
  `);
});

test('what its person reads when access is over', () => {
  const request = approvedRequest();
  expect(requestOutcome({ ...about, request, now: minutesFrom(60) })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "text": "*You had access:* Shell on prod-web as root
    ⌛ *Expired* <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "text": "Policy *Production by request*  ·  Asked <!date^1795348500^{date_short_pretty} at {time}|2026-11-22 11:55 UTC>",
              "type": "mrkdwn",
            },
            {
              "text": "✅ *Approved by admin@acme.test* <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>",
              "type": "mrkdwn",
            },
            {
              "text": "<https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open in console>",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
      ],
      "text": "You had access: Shell on prod-web as root. Expired <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>.",
    }
  `);
  expect(requestEnd({ ...about, request, now: minutesFrom(60) })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "text": "*Your access has ended:* Shell on prod-web as root
    ⌛ *Expired* <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "text": "Policy *Production by request*  ·  Asked <!date^1795348500^{date_short_pretty} at {time}|2026-11-22 11:55 UTC>",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
        {
          "elements": [
            {
              "accessibility_label": "Request again: root on prod-web",
              "action_id": "request-again",
              "text": {
                "emoji": true,
                "text": "Request again",
                "type": "plain_text",
              },
              "type": "button",
              "value": "0199f000-0000-7000-8000-0000000000aa",
            },
            {
              "accessibility_label": "Open in console: root on prod-web",
              "action_id": "open-console",
              "text": {
                "emoji": true,
                "text": "Open in console",
                "type": "plain_text",
              },
              "type": "button",
              "url": "https://console.test/requests/0199f000-0000-7000-8000-000000000001",
            },
          ],
          "type": "actions",
        },
      ],
      "text": "Your access has ended: Shell on prod-web as root. Expired <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>.",
    }
  `);
});

test('a request that nobody decided may be asked again', () => {
  const { blocks } = requestOutcome({ ...about, request: pendingRequest({ state: 'Lapsed' }) });
  expect(JSON.stringify(blocks)).toContain('Request again');
  expect(JSON.stringify(blocks)).toContain('⌛ *Lapsed*');
});
