import { expect, test } from 'vitest';
import { isOffline, statusWith } from './contact';

const contact = (silentSeconds: number | null) => ({ lastContactAt: null, silentSeconds });

test('a server is offline after ten minutes of silence, and not before its first contact', () => {
  expect([null, 0, 599, 600, 1e9].map((seconds) => isOffline(contact(seconds)))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

test('only a target that is online becomes offline', () => {
  expect(statusWith(contact(600), 'Online')).toBe('Offline');
  expect(statusWith(contact(60), 'Online')).toBe('Online');
  expect(statusWith(contact(null), 'Online')).toBe('Online');
  expect(statusWith(contact(600), 'Terminated')).toBe('Terminated');
});
