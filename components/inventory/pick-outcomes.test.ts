import { expect, test } from 'vitest';
import type { ImportOutcome } from '@/lib/core/target/target-import';
import { mostShown, pickOutcomes } from './pick-outcomes';

test('a preview has the rows in the order of the file, without unchanged ones', () => {
  const outcomes: ImportOutcome[] = [
    { line: 2, outcome: 'new' },
    { line: 3, outcome: 'same' },
    { line: 4, outcome: 'refused', why: 'type: missing.' },
    { line: 5, outcome: 'changed', changes: [] },
  ];
  expect(pickOutcomes(outcomes)).toEqual({ shown: [outcomes[0], outcomes[2], outcomes[3]], more: 0 });
});

test('of too many rows, a preview leaves out new ones first', () => {
  const news = Array.from({ length: 600 }, (_, index) => ({ line: index + 2, outcome: 'new' as const }));
  const bad = { line: 602, outcome: 'refused' as const, why: 'type: missing.' };
  const { shown, more } = pickOutcomes([...news, bad]);
  expect(shown).toHaveLength(mostShown);
  expect(shown.at(-1)).toBe(bad);
  expect(more).toBe(601 - mostShown);
});
