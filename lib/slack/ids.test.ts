import { expect, test } from 'vitest';
import { decodePage, denialData, encodePage, formData, nameOfOption, optionValue } from './ids';

test('a group name with ":" and 150 characters is restored', () => {
  const names = ['system:masters', 'a:b:c', 'x:'.repeat(75), `${'x:'.repeat(74)}xy`, '"{}\\', '日本'];
  for (const name of names) {
    expect(optionValue(name).length).toBeLessThanOrEqual(75);
    expect(nameOfOption(optionValue(name), names)).toBe(name);
  }
});

test('a value that matches no choice stays as it is', () => {
  expect(nameOfOption('root', ['admin'])).toBe('root');
});

test('a page is restored with any filter', () => {
  const page = { page: 12, words: 'a:b "c" \\ <d> 日本' };
  expect(decodePage(encodePage(page))).toEqual(page);
});

test.each(['', 'null', '{', '[]', '{"page":0,"words":""}', '{"page":"1","words":""}', 'root'])(
  'a value that we did not write is none: %s',
  (value) => {
    expect(decodePage(value)).toBeNull();
    expect(formData.decode(value)).toBeNull();
    expect(denialData.decode(value)).toBeNull();
  },
);
