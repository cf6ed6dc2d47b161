import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDuplicateKey } from './find-duplicate-key';

test.each([
  ['{"name": 1, "name": 1}', 'name'],
  ['{"name": 1, "na\\u006de": 2}', 'name'],
  ['{"": 1, "a": {"": {}}, "": 2}', ''],
  ['{"subjects": [{"id": "x,"}, {"id": "}\\"", "type": "{", "id": 5}]}', 'subjects[1].id'],
  ['{"a": {"b": [1, [2], {"c": {}, "c": []}]}}', 'a.b[2].c'],
  ['{"__proto__": 1, "__proto__": 1}', '__proto__'],
  ['{"a": {"x": 1}, "b": {"x": 1}, "c": ["x", "x"], "x": "x"}', null],
  ['{"constructor": 1, "toString": 2, "hasOwnProperty": "\\\\"}', null],
  ['{}', null],
])('%s: %s', (json, path) => {
  expect(findDuplicateKey(json)).toBe(path);
});

test('no text that JSON.stringify writes has a key twice', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(3), (json, spaces) => {
      expect(findDuplicateKey(JSON.stringify(JSON.parse(json), null, spaces))).toBeNull();
    }),
  );
});

test('a body of the longest length is no problem', () => {
  for (const part of ['\\n', '\\\\', 'x', '",\n"', '[', '{"a":']) {
    const text = part.repeat(2 ** 20 / part.length);
    const json = part.includes('"') || part === '[' ? text : `{"a": "${text}"}`;
    expect(findDuplicateKey(json)).toBeNull();
  }
});
