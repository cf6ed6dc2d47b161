import { expect, test } from 'vitest';
import { fingerprint, newToken, open, type SealingKey, seal } from './secrets';

const key = (id: string, fill: number): SealingKey => ({ id, key: Buffer.alloc(32, fill) });
const keys = [key('new', 1), key('old', 2)];

test('a sealed secret can be opened for the same row', () => {
  const sealed = seal(keys, 'xoxb-secret-ü', 'row-1');
  expect(sealed.keyId).toBe('new');
  expect(open(keys, sealed, 'row-1')).toBe('xoxb-secret-ü');
  expect(sealed.bytes.includes('secret')).toBe(false);
});

test('the same secret is sealed differently each time', () => {
  expect(seal(keys, 's', 'row').bytes).not.toEqual(seal(keys, 's', 'row').bytes);
});

test('a sealed secret copied into another row cannot be opened', () => {
  expect(() => open(keys, seal(keys, 'secret', 'row-1'), 'row-2')).toThrow();
});

test('a sealed secret with any flipped bit cannot be opened', () => {
  const { keyId, bytes } = seal(keys, 'secret', 'row');
  for (let index = 0; index < bytes.length; index++) {
    const flipped = Buffer.from(bytes);
    flipped[index] = (flipped[index] ?? 0) ^ 1;
    expect(() => open(keys, { keyId, bytes: flipped }, 'row')).toThrow();
  }
});

test('a truncated secret cannot be opened', () => {
  const { keyId, bytes } = seal(keys, 'secret', 'row');
  for (const length of [0, 5, 12, 20, 28, bytes.length - 1])
    expect(() => open(keys, { keyId, bytes: bytes.subarray(0, length) }, 'row')).toThrow();
});

test('after a rotation the old key still opens, and the first key seals', () => {
  const before = seal([key('old', 2)], 'secret', 'row');
  expect(open(keys, before, 'row')).toBe('secret');
  expect(seal(keys, 'secret', 'row').keyId).toBe('new');
});

test('the error for a missing key names it and says what to do', () => {
  const before = seal([key('old', 2)], 'secret', 'row');
  expect(() => open([key('new', 1)], before, 'row')).toThrow('has no key old; add it back');
  expect(() => seal([], 'secret', 'row')).toThrow('has no key');
});

test('another key with the same id cannot open a secret', () => {
  expect(() => open([key('old', 9)], seal([key('old', 2)], 'secret', 'row'), 'row')).toThrow();
});

test('tokens are long, unique and safe in a URL; a fingerprint hides them', () => {
  const [first, second] = [newToken(), newToken()];
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(first).not.toBe(second);
  expect(fingerprint(first)).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprint(first)).toBe(fingerprint(first));
});
