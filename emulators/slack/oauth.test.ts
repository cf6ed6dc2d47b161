import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSlackWithApp, webClient } from './testing';

let both: Awaited<ReturnType<typeof startSlackWithApp>>;
let redirect: string;
beforeAll(async () => {
  both = await startSlackWithApp();
  redirect = new URL(
    '/api/slack/oauth_redirect',
    both.slack.control.deliveries()[0]?.url ?? 'http://app.test',
  ).toString();
  both.slack.control.configureApp({ redirectUrls: [redirect] });
});
afterAll(() => both.close());
beforeEach(() => both.slack.control.reset());

async function authorize(decision: string, extra: Record<string, string> = {}): Promise<URL> {
  const query = new URLSearchParams({
    client_id: 'local-client',
    scope: 'commands,chat:write',
    redirect_uri: redirect,
    state: 's1',
    ...extra,
  });
  const body = new URLSearchParams({ team: 'T0ACME', user: 'U0ADMIN', decision });
  const answer = await fetch(`${both.slack.authorizeUrl}?${query}`, {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? 'http://nowhere.test');
}

const exchange = (code: string, secret = 'local-client-secret') =>
  webClient(both.slack).oauth.v2.access({
    client_id: 'local-client',
    client_secret: secret,
    code,
    redirect_uri: redirect,
  });

test('Allow returns a code that can be exchanged once for a bot token', async () => {
  const back = await authorize('allow');
  expect(back.searchParams.get('state')).toBe('s1');
  const code = back.searchParams.get('code') ?? '';
  const answer = await exchange(code);
  expect(answer).toMatchObject({
    team: { id: 'T0ACME', name: 'Acme' },
    authed_user: { id: 'U0ADMIN' },
    scope: 'commands,chat:write',
    token_type: 'bot',
  });
  expect((await webClient(both.slack, answer.access_token).auth.test()).team_id).toBe('T0ACME');
  await expect(exchange(code)).rejects.toMatchObject({ data: { error: 'invalid_code' } });
});

test('a second installation keeps the token and adds scopes', async () => {
  const first = await exchange((await authorize('allow')).searchParams.get('code') ?? '');
  const second = await exchange(
    (await authorize('allow', { scope: 'users:read' })).searchParams.get('code') ?? '',
  );
  expect(second.access_token).toBe(first.access_token);
  expect(second.scope).toBe('commands,chat:write,users:read');
});

test('Cancel, a forced error and an unknown scope return errors', async () => {
  expect((await authorize('cancel')).searchParams.get('error')).toBe('access_denied');
  both.slack.control.nextAuthorizeError('unapproved_scope');
  expect((await authorize('allow')).searchParams.get('error')).toBe('unapproved_scope');
  expect((await authorize('allow', { scope: 'made:up' })).searchParams.get('error')).toBe('invalid_scope');
});

test('a wrong client, address or secret is refused', async () => {
  const page = async (query: Record<string, string>) =>
    fetch(`${both.slack.authorizeUrl}?${new URLSearchParams(query)}`);
  expect((await page({ client_id: 'other', scope: 'commands' })).status).toBe(400);
  const elsewhere = await page({
    client_id: 'local-client',
    scope: 'commands',
    redirect_uri: 'http://evil.test/',
  });
  expect(elsewhere.status).toBe(400);
  expect(await elsewhere.text()).toContain('redirect_uri did not match');
  const code = (await authorize('allow')).searchParams.get('code') ?? '';
  await expect(exchange(code, 'wrong')).rejects.toMatchObject({ data: { error: 'bad_client_secret' } });
});

test('fewer scopes than requested can be granted', async () => {
  both.slack.control.grantScopes(['commands']);
  const code = (await authorize('allow')).searchParams.get('code') ?? '';
  expect((await exchange(code)).scope).toBe('commands');
});
