import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDraft } from './draft';
import { dropDraft, keepDraft, readKeptDraft } from './kept-draft';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const kept = {
  keptAt: new Date('2026-03-01T12:00:00Z'),
  version: 2,
  base: emptyDraft('JustInTime'),
  draft: {
    ...emptyDraft('JustInTime'),
    name: 'On call',
    groupIds: ['Engineering'],
    timeExpires: new Date('2026-04-01T12:00:00Z'),
    duration: Number.NaN,
  },
};
const engineering = { key: 'group:Engineering', label: 'Engineering' };
const names = new Map(
  [engineering, { key: 'group:Data', label: 'Data' }].map((choice) => [choice.key, choice]),
);

test('a kept draft comes back as it was, with the names of what it refers to', () => {
  keepDraft('one', 'admin', kept, names);
  expect(readKeptDraft('one', 'admin')).toEqual({ ...kept, choices: [engineering] });
  expect(readKeptDraft('two', 'admin')).toBeNull();
  dropDraft('one');
  expect(readKeptDraft('one', 'admin')).toBeNull();
});

test('another person does not see it, and what cannot be read is no draft', () => {
  keepDraft('one', 'admin', kept, names);
  expect(readKeptDraft('one', 'second')).toBeNull();
  stored.set('policy-draft one', '{');
  expect(readKeptDraft('one', 'admin')).toBeNull();
});

test('a browser that stores nothing keeps no draft and fails nowhere', () => {
  vi.stubGlobal('sessionStorage', undefined);
  keepDraft('one', 'admin', kept, names);
  dropDraft('one');
  expect(readKeptDraft('one', 'admin')).toBeNull();
});
