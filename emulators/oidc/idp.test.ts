import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdpBrowser } from '@/test/idp-browser';
import { demoPeople } from './people';
import { type Idp, startIdp } from './start';

const client = {
  clientId: 'local-console',
  clientSecret: 'local-console-secret',
  redirectUris: ['http://localhost:3000/api/auth/callback/oidc'],
};
const otherPort = 'http://localhost:4567/api/auth/callback/oidc';
let idp: Idp;

beforeAll(async () => {
  idp = await startIdp({ people: demoPeople, clients: [client], extraClaims: { tid: 'acme' } });
});

afterAll(() => idp.close());

describe('the local identity provider', () => {
  it('signs the chosen person in with the authorization code flow and PKCE', async () => {
    const claims = await signIn(new IdpBrowser(), 'acme-engineer', client.redirectUris[0]);
    expect(claims).toMatchObject({
      iss: idp.issuer,
      sub: 'acme-engineer',
      email: 'engineer@acme.test',
      email_verified: true,
      name: 'Engineer',
      groups: ['Engineering'],
      tid: 'acme',
      nonce: 'a-nonce',
    });
  });

  it('shows the sign-in page every time, also in the same browser', async () => {
    const browser = new IdpBrowser();
    await signIn(browser, 'acme-engineer', otherPort);
    expect(await signIn(browser, 'acme-dba', otherPort)).toMatchObject({ email: 'dba@acme.test' });
  });

  it('refuses a redirect address that is not on loopback, and a request without PKCE', async () => {
    const away = await fetch(authorizeUrl('https://evil.test/api/auth/callback/oidc', 'x'), {
      redirect: 'manual',
    });
    expect(away.status).toBe(400);
    expect(await away.text()).toContain('redirect_uri');
    const plain = new URL(authorizeUrl(otherPort, 'x'));
    plain.searchParams.delete('code_challenge');
    plain.searchParams.delete('code_challenge_method');
    const refused = await fetch(plain, { redirect: 'manual' });
    expect(refused.headers.get('location')).toContain('error=invalid_request');
  });

  it('refuses a host that is not loopback', async () => {
    await expect(startIdp({ host: 'idp.example.com', people: [], clients: [] })).rejects.toThrow(
      'loopback only',
    );
  });
});

async function signIn(browser: IdpBrowser, sub: string, redirectUri = ''): Promise<Record<string, unknown>> {
  const verifier = randomBytes(32).toString('base64url');
  const page = await browser.go(authorizeUrl(redirectUri, verifier));
  expect(await page.text()).toContain('Choose who you are');
  const back = await browser.go(page.url, new URLSearchParams({ sub }));
  const callback = new URL(back.headers.get('location') ?? '');
  expect(callback.href).toMatch(new RegExp(`^${redirectUri}\\?.*state=a-state`));
  const tokens = await fetch(`${idp.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const { id_token: token } = (await tokens.json()) as { id_token: string };
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

function authorizeUrl(redirectUri: string, verifier: string): string {
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    scope: 'openid email profile groups',
    redirect_uri: redirectUri,
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `${idp.issuer}/auth?${query}`;
}
