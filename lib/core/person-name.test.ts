import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOneLine } from './one-line';
import { cleanName } from './person-name';

test.each([
  ['Engineer', 'Engineer'],
  ['  Jo\u00a0 \t Ann\n', 'Jo Ann'],
  ['Engineer\n*Duration*\n1 minute', 'Engineer *Duration* 1 minute'],
  ['Engineer\u2028Reason', 'Engineer Reason'],
  ['admin\u202Etest\u200B\u2066', 'admintest'],
  ['nul\u0000 bell\u0007', 'nul bell'],
  ['half \ud800', 'half'],
  ['!\t\u0000\t!', '! !'],
  ['\u0000', ''],
  // A variant of a character, as names in Japan have them.
  ['葛\u{e0100}城', '葛城'],
  ['李小龍 Ünal', '李小龍 Ünal'],
])('%j becomes %j', (text, name) => {
  expect(cleanName(text)).toBe(name);
});

test('any text becomes one short, stable line that can be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const name = cleanName(text);
      expect([...name].length).toBeLessThanOrEqual(100);
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(isOneLine(name)).toBe(true);
      expect(name).toBe(name.trim());
      expect(cleanName(name)).toBe(name);
    }),
  );
});
