import { expect, test } from 'vitest';
import { formatDate, parseMrkdwn } from './mrkdwn';

test('emphasis applies at word boundaries only', () => {
  expect(parseMrkdwn('*bold* and snake_case_name')).toEqual([
    { kind: 'bold', children: [{ kind: 'text', text: 'bold' }] },
    { kind: 'text', text: ' and snake_case_name' },
  ]);
});

test('escaped characters are decoded once and never become markup', () => {
  expect(parseMrkdwn('&lt;!channel&gt; &amp;lt;')).toEqual([{ kind: 'text', text: '<!channel> &lt;' }]);
});

test('quotes, code blocks, links and mentions are parsed', () => {
  expect(parseMrkdwn('>one\n>two\n`a*b`<https://x.test|X><@U1>')).toEqual([
    {
      kind: 'quote',
      children: [{ kind: 'text', text: 'one' }, { kind: 'break' }, { kind: 'text', text: 'two' }],
    },
    { kind: 'code', text: 'a*b' },
    { kind: 'link', url: 'https://x.test', children: [{ kind: 'text', text: 'X' }] },
    { kind: 'user', id: 'U1', label: '' },
  ]);
  expect(parseMrkdwn('```\n<b>\n```')).toEqual([{ kind: 'pre', text: '<b>' }]);
});

test('dates are shown in the time zone of the reader', () => {
  const noon = Date.UTC(2026, 0, 15, 12) / 1000;
  expect(formatDate(noon, '{date_short} at {time}', 'Asia/Kolkata')).toBe('Jan 15, 2026 at 5:30 PM');
  expect(formatDate(noon, '{date_short_pretty}', 'UTC', noon * 1000 + 1000)).toBe('today');
});
