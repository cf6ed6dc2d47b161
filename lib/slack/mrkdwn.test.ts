import fc from 'fast-check';
import { expect, test } from 'vitest';
import { code, escapeShort, formatDate, formatNames, quote, quoteInline, truncate } from './mrkdwn';

test('text is escaped, then cut, and no escape is cut in two', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('&', '<', '>', 'a', '😀') }),
      fc.integer({ min: 1, max: 40 }),
      (text, max) => {
        const said = escapeShort(text, max);
        expect(said.length).toBeLessThanOrEqual(max);
        expect(said.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
        expect(Buffer.from(said).toString()).toBe(said);
      },
    ),
  );
});

test('nobody is mentioned by what somebody wrote', () => {
  expect(quote('look <!channel>\nand *this*')).toBe('> look &lt;!channel&gt;\n> and *this*');
  expect(quoteInline('two\n  lines <@U1>')).toBe('“two lines &lt;@U1&gt;”');
});

test('a code span can not be left by its content', () => {
  expect(code('zli connect `id`@web')).toBe("`zli connect 'id'@web`");
});

test('a moment is shown in the reader’s time zone, otherwise in UTC', () => {
  expect(formatDate(new Date('2026-11-22T12:00:00Z'))).toBe(
    '<!date^1795348800^{date_short_pretty} at {time}|2026-11-22 12:00 UTC>',
  );
});

test('names are listed as far as they fit', () => {
  expect(formatNames(['a', 'b<'])).toBe('a, b&lt;');
  expect(formatNames(['aaaa', 'bbbb', 'cccc'], 9)).toBe('aaaa and 2 more');
  expect(truncate('short', 5)).toBe('short');
});
