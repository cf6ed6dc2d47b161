import { expect, test } from 'vitest';
import { actionKey } from './action-key';

test('processes with one secret have one key, and it is no other secret', () => {
  const secret = 'x'.repeat(32);
  const key = actionKey(secret);
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(actionKey(secret)).toBe(key);
  expect(actionKey('y'.repeat(32))).not.toBe(key);
  expect(key).not.toContain(Buffer.from(secret).toString('base64'));
});
