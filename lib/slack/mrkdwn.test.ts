import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMrkdwn } from '@/emulators/slack/page/mrkdwn';
import {
  code,
  escapeShort,
  escapeText,
  formatDate,
  formatNames,
  quoteInline,
  truncate,
  withLocalTimes,
} from './mrkdwn';

test('text is escaped, then truncated without splitting an escape', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('&', '<', '>', 'a', '😀') }),
      fc.integer({ min: 1, max: 40 }),
      (text, max) => {
        const escaped = escapeShort(text, max);
        expect(escaped.length).toBeLessThanOrEqual(max);
        expect(escaped.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
        expect(Buffer.from(escaped).toString()).toBe(escaped);
      },
    ),
  );
});

test('a user’s text cannot mention anyone', () => {
  expect(quoteInline('two\n  lines <@U1>')).toBe('“two lines &lt;@U1&gt;”');
});

test.each(['*works*', '_works_', '~works~', '`works`', '*a* _b_', '(*x*)', '“_x_”'])(
  'a user’s text cannot format: %s',
  (text) => {
    for (const shown of [escapeText(text), `it says ${escapeText(text)} there`])
      expect(parseMrkdwn(shown).map(({ kind }) => kind)).toEqual(['text']);
    expect(parseMrkdwn(`*${escapeText(text)}*`)).toMatchObject([
      { kind: 'bold', children: [{ kind: 'text' }] },
    ]);
  },
);

test('a name with an underscore stays as it is, and so does a command', () => {
  expect(escapeText('prod_web_1')).toBe('prod_web_1');
  expect(code('zli connect _backup_@web')).toBe('`zli connect _backup_@web`');
});

test('a time in a text is shown in the reader’s zone', () => {
  expect(withLocalTimes('It expires at 2026-11-22 12:00:05 UTC')).toBe(
    'It expires at <!date^1795348805^{date_short_pretty} at {time_secs}|2026-11-22 12:00:05 UTC>',
  );
});

test('the content of a code span cannot end it', () => {
  expect(code('zli connect `id`@web')).toBe("`zli connect 'id'@web`");
});

test('a date has UTC as its fallback', () => {
  expect(formatDate(new Date('2026-11-22T12:00:00Z'))).toBe(
    '<!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>',
  );
});

test('names are listed up to the limit', () => {
  expect(formatNames(['a', 'b<'])).toBe('a, b&lt;');
  expect(formatNames(['aaaa', 'bbbb', 'cccc'], 9)).toBe('aaaa and 2 more');
  expect(truncate('short', 5)).toBe('short');
});
