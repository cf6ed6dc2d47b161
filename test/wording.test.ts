import { expect, test } from 'vitest';
import { exceptions, type PrivateWord, privateWords } from './private-words';
import { listFiles, readTexts, type SourceText } from './source-text';

/** This test and its list contain the words that they forbid. */
const without = new Set(['test/private-words.ts', 'test/wording.test.ts']);

type FoundText = SourceText & { file: string };

const texts: FoundText[] = listFiles()
  .filter((file) => !without.has(file))
  .flatMap((file) => readTexts(file).map((text) => ({ ...text, file })))
  .filter((text) => !isCode(text));

test.each(privateWords)('no text or name says $word', (word) => {
  expect(texts.filter((text) => isHit(word, text)).map(show)).toEqual([]);
});

test('every exception belongs to a word in the list, and is still needed', () => {
  const unneeded = exceptions.filter((exception) => {
    const word = privateWords.find((one) => one.word === exception.word);
    return !word || !texts.some((text) => matches(word, text) && isAllowed(word, text));
  });
  expect(unneeded).toEqual([]);
});

test('the test reads comments, strings, names and documents', () => {
  const kinds = new Set(texts.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['comment', 'name', 'prose', 'string']);
  const word: PrivateWord = { word: 'door', write: 'endpoint', text: /\bdoors?\b/, name: /Door/ };
  const at = { file: 'lib/some.ts', line: 1 };
  expect(isHit(word, { ...at, kind: 'comment', text: 'The Door of it' })).toBe(true);
  expect(isHit(word, { ...at, kind: 'name', text: 'shutDoor' })).toBe(true);
  expect(isHit(word, { ...at, kind: 'string', text: 'outdoors' })).toBe(false);
});

/** A code, such as a queue name, an audit action or a CSS class: a contract, or never shown to people. */
function isCode({ kind, text }: SourceText): boolean {
  return kind === 'string' && /^[a-z0-9]+(?:[-.:/][a-z0-9]+)+$/.test(text);
}

function isHit(word: PrivateWord, text: FoundText): boolean {
  return matches(word, text) && !isAllowed(word, text);
}

function matches(word: PrivateWord, { kind, text }: SourceText): boolean {
  if (kind === 'name') return word.name?.test(text) ?? false;
  return word.text !== undefined && new RegExp(word.text, 'i').test(text);
}

function isAllowed({ word }: PrivateWord, { kind, text, file }: FoundText): boolean {
  return exceptions.some(
    (exception) =>
      exception.word === word &&
      exception.use.test(text) &&
      (exception.file?.test(file) ?? true) &&
      (exception.kind ?? kind) === kind,
  );
}

function show({ file, line, text }: FoundText): string {
  return `${file}:${line} ${text.length > 120 ? `${text.slice(0, 120)} …` : text}`;
}
