import { expect, test } from 'vitest';
import type { RequestableList } from '@/lib/access/list-requestable';
import { minutesFrom, pendingRequest, sampleNow } from '@/test/sample-request';
import { targetList } from './target-list';

const about = { words: '', consoleUrl: 'https://console.test' };
const target = { ...pendingRequest().target, automatic: false, duration: 60, open: null };
const list: RequestableList = {
  integrated: true,
  targets: [
    target,
    { ...target, name: 'waits', open: { requestId: 'r', state: 'Pending', expiresAt: null } },
    { ...target, name: 'live', open: { requestId: 'r', state: 'Approved', expiresAt: minutesFrom(5) } },
  ],
  total: 43,
  page: 2,
  pages: 3,
  now: sampleNow,
};

test('a page of the list, with what is open on it', () => {
  expect(targetList(list, { ...about, words: 'prod' })).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "emoji": true,
            "text": "43 targets for “prod”",
            "type": "plain_text",
          },
          "type": "header",
        },
        {
          "accessory": {
            "accessibility_label": "Request Access to prod-web",
            "action_id": "open-request",
            "text": {
              "emoji": true,
              "text": "Request Access",
              "type": "plain_text",
            },
            "type": "button",
            "value": "0199f000-0000-7000-8000-0000000000aa",
          },
          "text": {
            "text": "*prod-web*
    Linux server in prod  ·  1 hour  ·  needs approval",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "text": {
            "text": "*waits*
    Linux server in prod  ·  1 hour  ·  needs approval
    ⏳ waiting for an admin",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "text": {
            "text": "*live*
    Linux server in prod  ·  1 hour  ·  needs approval
    ✅ you have access until <!date^1795349100^{date_short_pretty} at {time}|2026-11-22 12:05 UTC>",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "accessibility_label": "Previous",
              "action_id": "turn-page-previous",
              "text": {
                "emoji": true,
                "text": "Previous",
                "type": "plain_text",
              },
              "type": "button",
              "value": "{"page":1,"words":"prod"}",
            },
            {
              "accessibility_label": "Next",
              "action_id": "turn-page-next",
              "text": {
                "emoji": true,
                "text": "Next",
                "type": "plain_text",
              },
              "type": "button",
              "value": "{"page":3,"words":"prod"}",
            },
          ],
          "type": "actions",
        },
        {
          "elements": [
            {
              "text": "Page 2 of 3. Words after the command narrow it down: \`/bz-list-targets prod\`",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
      ],
      "text": "43 targets for “prod”. Page 2 of 3. prod-web, waits, live. Press Request Access at the one you need.",
    }
  `);
});

test('a short list has no pages to turn', () => {
  const { text, blocks } = targetList({ ...list, total: 3, page: 1, pages: 1 }, about);
  expect(text).toMatchInlineSnapshot(
    `"3 targets you may ask for. prod-web, waits, live. Press Request Access at the one you need."`,
  );
  expect(blocks.some(({ type }) => type === 'actions')).toBe(false);
});
