import { expect, test } from 'vitest';
import { correctWords, searchWords } from './target-search';

const texts = ['prod-web prod Linux server', 'orders-db prod PostgreSQL database', 'bzero-cluster stage'];

test('a word finds the other forms of an environment', () => {
  expect(searchWords('  Production staging  web ')).toEqual(['prod', 'stag', 'web']);
});

test.each<[string[], string[] | null]>([
  [['prdo'], ['prod']],
  [
    ['prod', 'linx'],
    ['prod', 'linux'],
  ],
  [['clusster'], ['cluster']],
  [['datbaase'], ['database']],
  [['postgersql'], ['postgresql']],
  [['web'], null],
  [['wbe'], null],
  [['prdo', 'mainframe'], null],
])('%j becomes %j', (words, expected) => expect(correctWords(words, texts)).toEqual(expected));
