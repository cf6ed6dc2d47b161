import { expect, test } from 'vitest';
import {
  approvedRequest,
  deniedRequest,
  minutesFrom,
  pendingRequest,
  sampleNow,
} from '@/test/sample-request';
import { requestCard } from './request-card';

const about = { now: sampleNow, consoleUrl: 'https://console.test' };

test('the card of a request that waits', () => {
  expect(requestCard({ ...about, request: pendingRequest() })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "emoji": true,
            "text": "Shell on prod-web as root",
            "type": "plain_text",
          },
          "type": "header",
        },
        {
          "fields": [
            {
              "text": "*Target*
    prod-web
    Linux server in prod",
              "type": "mrkdwn",
            },
            {
              "text": "*Target user*
    root",
              "type": "mrkdwn",
            },
            {
              "text": "*Policy action*
    Shell",
              "type": "mrkdwn",
            },
            {
              "text": "*Requested by*
    Engineer
    engineer@acme.test",
              "type": "mrkdwn",
            },
            {
              "text": "*How long*
    1 hour",
              "type": "mrkdwn",
            },
          ],
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
              "accessibility_label": "Approve root on prod-web for engineer@acme.test",
              "action_id": "approve-request",
              "style": "primary",
              "text": {
                "emoji": true,
                "text": "Approve",
                "type": "plain_text",
              },
              "type": "button",
              "value": "0199f000-0000-7000-8000-000000000001",
            },
            {
              "accessibility_label": "Deny root on prod-web for engineer@acme.test",
              "action_id": "open-denial",
              "style": "danger",
              "text": {
                "emoji": true,
                "text": "Deny",
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
      "text": "Engineer (engineer@acme.test) asks for Shell on prod-web as root for 1 hour. Reason: “INC-7: the disk is full”. Waiting for an admin, until <!date^1795434900^{date_short_pretty} at {time}|2026-11-23 11:55 UTC>.",
    }
  `);
});

test('the card of an approved request whose access has expired', () => {
  const request = approvedRequest();
  expect(requestCard({ ...about, request, now: minutesFrom(61) })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "emoji": true,
            "text": "Shell on prod-web as root",
            "type": "plain_text",
          },
          "type": "header",
        },
        {
          "fields": [
            {
              "text": "*Target*
    prod-web
    Linux server in prod",
              "type": "mrkdwn",
            },
            {
              "text": "*Target user*
    root",
              "type": "mrkdwn",
            },
            {
              "text": "*Policy action*
    Shell",
              "type": "mrkdwn",
            },
            {
              "text": "*Requested by*
    Engineer
    engineer@acme.test",
              "type": "mrkdwn",
            },
            {
              "text": "*How long*
    1 hour",
              "type": "mrkdwn",
            },
          ],
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
          "text": {
            "text": "✅ *Approved by admin@acme.test* <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>
    ⌛ *Expired* <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "text": "<https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open in console>",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
      ],
      "text": "Engineer (engineer@acme.test) asks for Shell on prod-web as root for 1 hour. Reason: “INC-7: the disk is full”. Approved by admin@acme.test <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>. Expired <!date^1795352400^{date_short_pretty} at {time}|2026-11-22 13:00 UTC>.",
    }
  `);
});

test('the card of a denied request', () => {
  expect(requestCard({ ...about, request: deniedRequest() }).blocks.slice(-2)).toMatchInlineSnapshot(`
    [
      {
        "text": {
          "text": "❌ *Denied by admin@acme.test* <!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>
    > Use the staging copy",
          "type": "mrkdwn",
        },
        "type": "section",
      },
      {
        "elements": [
          {
            "text": "<https://console.test/requests/0199f000-0000-7000-8000-000000000001|Open in console>",
            "type": "mrkdwn",
          },
        ],
        "type": "context",
      },
    ]
  `);
});

test('a screen reader tells the buttons of two cards apart', () => {
  const labels = (email: string) =>
    JSON.stringify(
      requestCard({
        ...about,
        request: pendingRequest({ requester: { id: 'x', name: 'X', email } }),
      }).blocks,
    ).match(/"accessibility_label":"[^"]*"/g);
  expect(labels('engineer@acme.test')?.[0]).toBe(
    '"accessibility_label":"Approve root on prod-web for engineer@acme.test"',
  );
  expect(labels('a@acme.test')).not.toEqual(labels('b@acme.test'));
});
