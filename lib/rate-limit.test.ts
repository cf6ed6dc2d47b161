import { beforeEach, expect, test } from 'vitest';
import { env } from '@/lib/env';
import { addressKey, takeFrom } from '@/lib/rate-limit';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import { makeOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();

beforeEach(() => {
  delete (globalThis as { bzeroRateLimits?: unknown }).bzeroRateLimits;
});

async function useUp(...[name, key]: Parameters<typeof takeFrom>): Promise<void> {
  while ((await takeFrom(name, key)).remaining > 0);
}

test('an API call tells what is left for the token and for the person', async () => {
  const { admin } = await makeOrganization();
  const { headers } = await call('GET users/me', { token: await tokenOf(admin) });
  const { token: perToken, person } = env().limits;
  expect(headers.get('ratelimit-policy')).toBe(`"token";q=${perToken};w=60, "person";q=${person};w=60`);
  expect(headers.get('ratelimit')).toMatch(
    new RegExp(`^"token";r=${perToken - 1};t=\\d+, "person";r=${person - 1};t=\\d+$`),
  );
});

test('the tokens of one person share a limit, other people have their own', async () => {
  const { admin } = await makeOrganization();
  await useUp('person', admin.id);
  for (const mine of [await tokenOf(admin), await tokenOf(admin)]) {
    const { status, headers, json } = await call('GET users/me', { token: mine });
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe(String(json.retryAfter));
    expect(json).toEqual({
      errorMsg: `Too many requests. Try again in ${json.retryAfter} seconds.`,
      errorType: 'too-many-requests',
      retryAfter: expect.any(Number),
    });
  }
  const other = await makeOrganization();
  expect((await call('GET users/me', { token: await tokenOf(other.admin) })).status).toBe(200);
});

test('an API key has a limit of its own', async () => {
  const { admin } = await makeOrganization();
  const first = await createApiKey(admin.ctx, { name: 'first' });
  const second = await createApiKey(admin.ctx, { name: 'second' });
  await useUp('token', first.id);
  expect((await call('GET users/me', { apiKey: first.secret })).status).toBe(429);
  expect((await call('GET users/me', { apiKey: second.secret })).status).toBe(200);
});

test('a hot loop that redeems a device code is refused, and the rate of zli is not', async () => {
  const poll = () => call('POST zli/token', { body: { deviceCode: 'the-same-code' } });
  for (let minute = 0; minute < 30; minute++) expect((await poll()).status).toBe(400);
  for (let more = 0; more < 30; more++) await poll();
  expect((await poll()).status).toBe(429);
  expect((await call('POST zli/token', { body: { deviceCode: 'another-code' } })).status).toBe(400);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0DB8:0:0:ffff::', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::', '0:0:0:0'],
])('the addresses of one IPv6 network count as one: %s is %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});
