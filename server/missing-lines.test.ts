import { expect, test } from 'vitest';
import { missingLines } from './missing-lines';

const url = 'https://access.example.com';
const proxy = { address: '127.0.0.1', bits: 32 };
const lines = (publicUrl: string, trustedProxies: (typeof proxy)[], NEXTAUTH_URL?: string) =>
  missingLines(
    { publicUrl: new URL(publicUrl), trustedProxies },
    { NODE_ENV: 'production', ...(NEXTAUTH_URL !== undefined && { NEXTAUTH_URL }) },
  );

test('the start names the variable that an installation behind a proxy lacks', () => {
  expect(lines('http://localhost:3000', [])).toEqual([expect.stringMatching(/^NEXTAUTH_URL is not set: /)]);
  expect(lines('http://localhost:3000', [proxy], '')).toHaveLength(1);
  expect(lines(url, [], url)).toEqual([
    expect.stringMatching(/^TRUSTED_PROXIES is not set: .* https:\/\/access/),
  ]);
  expect(lines(url, [proxy], url)).toEqual([]);
  expect(lines('http://localhost:3000', [], 'http://localhost:3000')).toEqual([]);
});
