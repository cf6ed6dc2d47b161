import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellLine, shellQuote } from './shell-word';

test('a shell splits the line into the same words', () => {
  const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 50 }), (words) => {
      for (const line of [shellLine(words), words.map(shellQuote).join(' ')]) {
        const output = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
        expect(output.split('\0').slice(0, -1)).toEqual(words);
      }
    }),
    { numRuns: 50 },
  );
  expect(shellLine(['zli', 'connect', 'root@prod-web.prod', 'my db', ''])).toBe(
    "zli connect root@prod-web.prod 'my db' ''",
  );
  expect(shellQuote("it's")).toBe("'it'\\''s'");
  expect(() => shellQuote('\0')).toThrow('NUL');
});
