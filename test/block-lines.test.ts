import { expect, test } from 'vitest';
import { blockLines } from './block-lines';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: true });
const markdown = (text: string) => ({ type: 'mrkdwn', text });

test('a button shows its confirm dialog and every property that is sent to Slack', () => {
  const confirm = {
    title: plain('End access?'),
    text: markdown('It ends *now*.'),
    confirm: plain('End now'),
    deny: plain('Cancel'),
    style: 'danger',
  };
  const end = { type: 'button', text: plain('End now'), action_id: 'end-grant', value: 'r', confirm };
  expect(blockLines({ blocks: [{ type: 'actions', elements: [end] }] })).toEqual([
    '[End now] end-grant | confirm: { | confirm: End now | deny: Cancel | style: danger | text: It ends *now*. (mrkdwn) | title: End access? } | value: r',
  ]);
});

test('an input shows its label, hint, options and the selected option', () => {
  const root = { text: plain('root'), value: '0' };
  const admin = { text: plain('admin'), value: '1', description: plain('…istrator') };
  const element = {
    type: 'static_select',
    action_id: 'user',
    options: [root, admin],
    initial_option: root,
  };
  const input = { type: 'input', label: plain('Target user'), hint: plain('One'), optional: true, element };
  expect(blockLines({ blocks: [input] })).toEqual([
    'Target user: static_select user | initial_option: root = 0 | options: root = 0, admin = 1 | description: …istrator | hint: One | optional',
  ]);
});

test('text of the other type, a date with a different fallback and an unknown block stay visible', () => {
  const wrong = '<!date^0^{date_short_pretty} at {time}|1970-01-01 00:01 UTC>';
  expect(
    blockLines({
      blocks: [
        { type: 'section', text: plain('*raw*') },
        { type: 'context', elements: [markdown(wrong), markdown(wrong.replace('00:01', '00:00'))] },
        { type: 'image', image_url: 'https://console.test/a.png', alt_text: 'A' },
      ],
    }),
  ).toEqual([
    '*raw* (plain_text)',
    `(${wrong}) (<1970-01-01 00:00 UTC>)`,
    'image | alt_text: A | image_url: https://console.test/a.png',
  ]);
});
