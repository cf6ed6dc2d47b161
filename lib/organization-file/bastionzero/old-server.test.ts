import { expect, it } from 'vitest';
import { connectOldServer, OldServerError } from './old-server';

const apiKey = 'c2VjcmV0';
const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);

/** A server that gives the answers one after the other, and notes the calls and the pauses between them. */
function serverWith(...answers: (Response | Error)[]) {
  const calls: Request[] = [];
  const pauses: number[] = [];
  const server = connectOldServer({
    address: 'https://cloud.acme.test/base',
    apiKey,
    fetch: async (request) => {
      calls.push(request);
      const answer = answers[calls.length - 1];
      if (answer instanceof Response) return answer;
      throw answer ?? new Error('one call too many');
    },
    wait: async (pause) => pauses.push(pause),
  });
  return { server, calls, pauses };
}

it('sends the key as a header, below the address', async () => {
  const { server, calls } = serverWith(json({ id: '1' }));
  expect(await server.get('organization')).toEqual({ id: '1' });
  expect(calls[0]?.url).toBe('https://cloud.acme.test/base/api/v2/organization');
  expect(calls[0]?.headers.get('x-api-key')).toBe(apiKey);
  expect(calls[0]?.redirect).toBe('manual');
});

it('sends the key to no address that others can read along', () => {
  for (const address of [
    'http://cloud.acme.test',
    'cloud.acme.test',
    'ftp://localhost',
    'https://a:b@acme.test',
  ])
    expect(() => connectOldServer({ address, apiKey })).toThrow(OldServerError);
  expect(() => connectOldServer({ address: 'http://localhost:3000', apiKey })).not.toThrow();
});

it('follows no redirect, and names its end', async () => {
  const { server, calls } = serverWith(
    new Response(null, { status: 307, headers: { location: 'https://evil.test/' } }),
  );
  await expect(server.get('users')).rejects.toThrow('redirects to https://evil.test/');
  expect(calls).toHaveLength(1);
});

it('reads all pages of a list, and none on another server', async () => {
  const link = (to: string) => ({ headers: { link: `<${to}>; rel="next"` } });
  const two = serverWith(json([1], link('/api/v2/users?cursor=a')), json([2, 3]));
  expect(await two.server.list('users')).toEqual([1, 2, 3]);
  expect(two.calls[1]?.url).toBe('https://cloud.acme.test/api/v2/users?cursor=a');
  const away = serverWith(json([1], link('https://evil.test/users')));
  await expect(away.server.list('users')).rejects.toThrow('another server');
  expect(away.calls).toHaveLength(1);
});

it('takes null as a list that Go never filled, and nothing else', async () => {
  expect(await serverWith(json(null)).server.list('users')).toEqual([]);
  await expect(serverWith(json({})).server.list('users')).rejects.toThrow('not a list');
  await expect(serverWith(json({}, { status: 404 })).server.list('users')).rejects.toThrow('status 404');
  expect(await serverWith(json({}, { status: 501 })).server.list('users')).toEqual([]);
  expect(await serverWith(json({}, { status: 404 })).server.get('slack')).toBeNull();
});

it('repeats a call that failed for now, and waits as the server asks', async () => {
  const { server, pauses } = serverWith(
    json({}, { status: 429, headers: { 'retry-after': '7' } }),
    json({}, { status: 500 }),
    new TypeError('fetch failed'),
    json({}, { status: 503, headers: { 'retry-after': '86400' } }),
    json([]),
  );
  expect(await server.list('users')).toEqual([]);
  expect(pauses).toEqual([7000, 2000, 4000, 120_000]);
});

it('gives up after five attempts, and says why without the key', async () => {
  const failure = () => new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
  const { server, calls } = serverWith(failure(), failure(), failure(), failure(), failure());
  const error = await server.get('users').catch((one: unknown) => one);
  expect(String(error)).toContain('GET https://cloud.acme.test/base/api/v2/users: connect ECONNREFUSED');
  expect(String(error)).not.toContain(apiKey);
  expect(calls).toHaveLength(5);
});

it.each([
  [401, 'does not accept this API key'],
  [403, 'Use a key of an admin'],
  [418, 'status 418'],
])('does not repeat a call that is refused with %i', async (status, message) => {
  const { server, calls } = serverWith(json({}, { status }));
  await expect(server.get('users')).rejects.toThrow(message);
  expect(calls).toHaveLength(1);
});

it('refuses what is not JSON', async () => {
  await expect(serverWith(new Response('<html>')).server.get('users')).rejects.toThrow('not JSON');
});
