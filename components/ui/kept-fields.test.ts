import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changedFields, keepFields, readKeptFields } from './kept-fields';

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

const reason = { label: 'Reason', value: 'Ticket 7' };

test('what was typed is kept for one person and one form, until nothing is left of it', () => {
  keepFields('/requests deny', 'admin', [reason]);
  expect(readKeptFields('/requests deny', 'admin')).toEqual([reason]);
  expect(readKeptFields('/requests deny', 'second')).toEqual([]);
  expect(readKeptFields('/requests other', 'admin')).toEqual([]);
  keepFields('/requests deny', 'admin', []);
  expect(stored.size).toBe(0);
});

test('a field is kept that differs from what the form began with, or that it did not have', () => {
  const before = [
    { label: 'Name', value: 'prod-web' },
    { label: 'Port', value: '22' },
  ];
  const host = { label: 'Host', value: 'a.example' };
  expect(changedFields(before, before)).toEqual([]);
  expect(
    changedFields(before, [{ label: 'Name', value: 'prod' }, { label: 'Port', value: '22' }, host]),
  ).toEqual([{ label: 'Name', value: 'prod' }, host]);
});

test('a browser that stores nothing, or something else, keeps nothing', () => {
  stored.set('typed broken', '{');
  expect(readKeptFields('broken', 'admin')).toEqual([]);
  vi.stubGlobal('sessionStorage', undefined);
  keepFields('/x', 'admin', [reason]);
  expect(readKeptFields('/x', 'admin')).toEqual([]);
});
