import { expect, test } from 'vitest';
import type { RequestForm } from '@/lib/access/get-request-form';
import { pendingRequest, sampleNow } from '@/test/sample-request';
import { findOptions, toOption } from './choice';
import { requestModal } from './request-modal';

const target = { ...pendingRequest().target, environmentId: 'e' };
const offer = {
  targetUsers: ['root'],
  targetGroups: [],
  verbs: ['Shell' as const],
  automatic: true,
  duration: 60,
};
const form: RequestForm = { target, offers: [offer], open: null, now: sampleNow };

const labels = (of: RequestForm) =>
  requestModal(of).blocks.flatMap((block) => ('label' in block ? [block.label.text] : []));

test('a server with one choice at each field: all is chosen, and who decides is said', () => {
  expect(requestModal(form)).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "text": "*prod-web*
    Linux server in prod",
            "type": "mrkdwn",
          },
          "type": "section",
        },
        {
          "block_id": "target-user",
          "dispatch_action": true,
          "element": {
            "action_id": "target-user",
            "initial_option": {
              "text": {
                "emoji": true,
                "text": "root",
                "type": "plain_text",
              },
              "value": "root",
            },
            "options": [
              {
                "text": {
                  "emoji": true,
                  "text": "root",
                  "type": "plain_text",
                },
                "value": "root",
              },
            ],
            "placeholder": {
              "emoji": true,
              "text": "As whom?",
              "type": "plain_text",
            },
            "type": "static_select",
          },
          "label": {
            "emoji": true,
            "text": "Target user",
            "type": "plain_text",
          },
          "type": "input",
        },
        {
          "block_id": "verb",
          "dispatch_action": true,
          "element": {
            "action_id": "verb",
            "initial_option": {
              "text": {
                "emoji": true,
                "text": "Shell",
                "type": "plain_text",
              },
              "value": "Shell",
            },
            "options": [
              {
                "text": {
                  "emoji": true,
                  "text": "Shell",
                  "type": "plain_text",
                },
                "value": "Shell",
              },
            ],
            "placeholder": {
              "emoji": true,
              "text": "What for?",
              "type": "plain_text",
            },
            "type": "static_select",
          },
          "label": {
            "emoji": true,
            "text": "Policy action",
            "type": "plain_text",
          },
          "type": "input",
        },
        {
          "block_id": "reason",
          "element": {
            "action_id": "reason",
            "max_length": 1000,
            "min_length": 1,
            "multiline": true,
            "placeholder": {
              "emoji": true,
              "text": "What will you do there, and why now?",
              "type": "plain_text",
            },
            "type": "plain_text_input",
          },
          "label": {
            "emoji": true,
            "text": "Reason",
            "type": "plain_text",
          },
          "type": "input",
        },
        {
          "block_id": "decider",
          "elements": [
            {
              "text": "⚡ Approved automatically for 1 hour",
              "type": "mrkdwn",
            },
          ],
          "type": "context",
        },
      ],
      "callback_id": "submit-request",
      "close": {
        "emoji": true,
        "text": "Cancel",
        "type": "plain_text",
      },
      "private_metadata": "{"targetId":"0199f000-0000-7000-8000-0000000000aa"}",
      "submit": {
        "emoji": true,
        "text": "Request",
        "type": "plain_text",
      },
      "title": {
        "emoji": true,
        "text": "Request access",
        "type": "plain_text",
      },
      "type": "modal",
    }
  `);
});

test('each type of target asks for what it has', () => {
  expect(labels(form)).toEqual(['Target user', 'Policy action', 'Reason']);
  const cluster = { ...offer, targetGroups: ['system:masters'], verbs: [] };
  expect(labels({ ...form, target: { ...target, type: 'Cluster' }, offers: [cluster] })).toEqual([
    'Target user',
    'Target group',
    'Reason',
  ]);
  const web = { ...offer, targetUsers: [], verbs: [] };
  expect(labels({ ...form, target: { ...target, type: 'Web' }, offers: [web] })).toEqual(['Reason']);
});

test('a search finds what begins with the letters first', () => {
  const found = findOptions(['app-root', 'root', 'Rootless', 'admin'], ' ROOT');
  expect(found.map(({ value }) => value)).toEqual(['root', 'Rootless', 'app-root']);
});

test('a long name shows its end below', () => {
  const option = toOption(`${'a'.repeat(100)}-end`);
  expect(option.text.text).toHaveLength(75);
  expect(option.description?.text).toMatch(/^…a+-end$/);
});
