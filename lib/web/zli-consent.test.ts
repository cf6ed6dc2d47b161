import { expect, test } from 'vitest';
import { readZliConsent, zliCallback } from './zli-consent';

const whole = { port: '49152', state: 'abcdefgh12345678', challenge: 'c'.repeat(43), device: 'laptop' };

test('the parameters from zli are valid together, or not at all', () => {
  expect(readZliConsent(whole)).toEqual({ ...whole, port: 49_152 });
  expect(readZliConsent({})).toBeNull();
  expect(readZliConsent({ code: 'ABCD-EFGH' })).toBeNull();
  for (const wrong of [
    { port: '80' },
    { port: '70000' },
    { port: '49152@evil.test' },
    { state: 'a b' },
    { challenge: 'short' },
    { challenge: undefined },
  ]) {
    expect(readZliConsent({ ...whole, ...wrong }), JSON.stringify(wrong)).toBe('invalid');
  }
});

test('the answer can go to this computer only', () => {
  const address = zliCallback({ port: 49_152, state: 'abc&x=1' }, { code: 'c&d' });
  expect(address).toBe('http://127.0.0.1:49152/callback?code=c%26d&state=abc%26x%3D1');
});
