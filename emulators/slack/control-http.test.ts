import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSlackWithApp } from './testing';

let both: Awaited<ReturnType<typeof startSlackWithApp>>;
beforeAll(async () => {
  both = await startSlackWithApp();
});
afterAll(() => both.close());

const control = (name: string, args: unknown, headers: Record<string, string> = {}) =>
  fetch(`${both.slack.url}/control/${name}`, { method: 'POST', headers, body: JSON.stringify(args) });

test('every control method works over HTTP', async () => {
  both.client();
  const channels = await (await control('channels', ['T0ACME'])).json();
  expect(channels).toContainEqual(expect.objectContaining({ name: 'general', kind: 'public' }));
  await control('addFault', { method: 'auth.test', kind: 'error', error: 'fatal_error' });
  expect(await (await fetch(`${both.slack.apiUrl}auth.test`, { method: 'POST' })).json()).toEqual({
    ok: false,
    error: 'fatal_error',
  });
  expect((await control('nothing', [])).status).toBe(404);
  expect((await control('removeApp', ['T0NOBODY'])).status).toBe(400);
});

test('the page of another website cannot control it', async () => {
  expect((await control('reset', [], { origin: 'http://evil.test' })).status).toBe(403);
});

test('the page, its script and its people are served', async () => {
  const get = (path: string) => fetch(`${both.slack.url}${path}`);
  expect(await (await get('/w/T0ACME/U0ADMIN')).text()).toContain('/assets/page.js');
  expect((await (await get('/assets/page.js')).text()).length).toBeGreaterThan(100_000);
  expect(await (await get('/client/directory')).json()).toMatchObject([{ id: 'T0ACME' }, { id: 'T0GLOBEX' }]);
});
