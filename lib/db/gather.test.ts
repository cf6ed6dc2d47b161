import { expect, test } from 'vitest';
import { gather } from './gather';

test('keys that are wanted at once are looked up once, and later ones later', async () => {
  const lookups: (readonly string[])[] = [];
  const find = gather(async (keys) => {
    lookups.push(keys);
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, lookups.length]));
  });
  expect(await Promise.all([find('a'), find('b'), find('a'), find('none')])).toEqual([1, 1, 1, undefined]);
  expect(await find('a')).toBe(2);
  expect(lookups).toEqual([['a', 'b', 'none'], ['a']]);
});

test('a key that is wanted while a lookup runs gets one of its own', async () => {
  const running: (() => void)[] = [];
  const find = gather<string>(
    (keys) => new Promise((resolve) => running.push(() => resolve(new Map(keys.map((key) => [key, key]))))),
  );
  const first = find('a');
  await new Promise((resolve) => setImmediate(resolve));
  const second = find('a');
  await new Promise((resolve) => setImmediate(resolve));
  expect(running).toHaveLength(2);
  for (const finish of running) finish();
  expect(await Promise.all([first, second])).toEqual(['a', 'a']);
});

test('a lookup that fails fails for all its keys, and not for the next', async () => {
  let fails = true;
  const find = gather(async (keys) => {
    if (fails) throw new Error('the database is busy');
    return new Map(keys.map((key) => [key, key]));
  });
  const outcomes = await Promise.allSettled([find('a'), find('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await find('a')).toBe('a');
});
