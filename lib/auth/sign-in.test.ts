import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { SignInBrowser } from '@/test/sign-in-browser';
import { useDatabase } from '@/test/use-database';

vi.mock('next/headers', () => ({ headers: async () => new Headers() }));

useDatabase();

/** An identity provider that answers the token request with whatever a test wants. */
const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
let answer: () => Promise<string>;
let userinfo: object | null;
const exchanges: URLSearchParams[] = [];
const provider = createServer(async (request, response) => {
  const body = await answerTo(request);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}).listen(0, '127.0.0.1');
await once(provider, 'listening');
const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;

async function answerTo(request: IncomingMessage): Promise<object> {
  if (request.url === '/jwks')
    return { keys: [{ ...(await exportJWK(key.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
  if (request.url === '/token') {
    exchanges.push(new URLSearchParams(await text(request)));
    return { access_token: 'token-of-the-provider', token_type: 'Bearer', id_token: await answer() };
  }
  if (request.url === '/userinfo') return userinfo ?? {};
  return {
    issuer,
    ...(userinfo && { userinfo_endpoint: `${issuer}/userinfo` }),
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  };
}

// Another file of this process may have read the variables before.
const forgetEnv = () => delete (globalThis as { bzeroEnv?: unknown }).bzeroEnv;
const before = process.env.OIDC_ISSUER;
beforeAll(() => {
  process.env.OIDC_ISSUER = issuer;
  forgetEnv();
});
afterAll(() => {
  if (before === undefined) delete process.env.OIDC_ISSUER;
  else process.env.OIDC_ISSUER = before;
  forgetEnv();
  provider.close();
});

let browser: SignInBrowser;
beforeEach(async () => {
  browser = new SignInBrowser();
  userinfo = null;
  exchanges.length = 0;
  await database().prisma.session.deleteMany();
});

/** Begins a sign-in: the parameters with which the browser goes to the provider. */
const begin = async (target?: string) => (await browser.begin(target)).searchParams;
const comeBack = (state: string | null) => browser.comeBack({ code: 'a-code', state: state ?? '' });
const sessions = () => database().prisma.session.count();

type Options = { claims?: JWTPayload; sign?: KeyObject | Uint8Array; alg?: string };

function idToken(nonce: string | null, { claims = {}, sign = key.privateKey, alg = 'RS256' }: Options = {}) {
  const now = Math.floor(Date.now() / 1000);
  const about = { email: 'engineer@acme.test', email_verified: true, name: 'Engineer', groups: [], nonce };
  const payload = { ...about, iss: issuer, sub: 'engineer', aud: env().identityProviders[0]?.clientId };
  const all = { ...payload, iat: now, exp: now + 60, ...claims } as JWTPayload;
  if (alg === 'none') return Promise.resolve(new UnsecuredJWT(all).encode());
  return new SignJWT(all).setProtectedHeader({ alg, kid: 'k1' }).sign(sign);
}

test('a sign-in has a state, a nonce and a code challenge of its own, and gives the browser no token of the provider', async () => {
  const first = await begin();
  const second = await begin();
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(first.get(name)).toMatch(/^[\w-]{43}/);
    expect(second.get(name)).not.toBe(first.get(name));
  }
  expect(second.get('code_challenge_method')).toBe('S256');
  answer = () => idToken(second.get('nonce'));
  const { text } = await browser.visit('callback/oidc', { code: 'a-code', state: second.get('state') ?? '' });
  expect(await sessions()).toBe(1);
  expect(exchanges[0]?.get('code_verifier')).toMatch(/^[\w-]{43}/);
  expect(text).not.toContain('token-of-the-provider');
  expect(text).not.toContain('eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0');
});

const another = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const secret = () => new TextEncoder().encode(env().identityProviders[0]?.clientSecret);

test.each<[string, () => Options]>([
  ['signed with another key', () => ({ sign: another })],
  ['without a signature', () => ({ alg: 'none' })],
  ['signed with the secret of the client', () => ({ sign: secret(), alg: 'HS256' })],
  ['that has expired', () => ({ claims: { exp: Math.floor(Date.now() / 1000) - 60 } })],
  ['for another client', () => ({ claims: { aud: 'another-client' } })],
  ['of another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
  ['of another sign-in', () => ({ claims: { nonce: 'another' } })],
])('an ID token %s signs nobody in', async (_, options) => {
  const sent = await begin();
  answer = () => idToken(sent.get('nonce'), options());
  expect(await comeBack(sent.get('state'))).toMatch(/error=(OAuthCallback|clock)$/);
  expect(exchanges).toHaveLength(1);
  expect(await sessions()).toBe(0);
});

test('a code of a sign-in that this browser did not begin is not redeemed', async () => {
  const sent = await begin();
  answer = () => idToken(sent.get('nonce'));
  await comeBack('a-state-of-somebody-else');
  const stolen = sent.get('state');
  browser = new SignInBrowser();
  await comeBack(stolen);
  expect(exchanges).toEqual([]);
  expect(await sessions()).toBe(0);
});

test('signing in again gives the browser another session, and ends the one before', async () => {
  for (const _ of [1, 2]) {
    const sent = await begin();
    answer = () => idToken(sent.get('nonce'));
    await comeBack(sent.get('state'));
  }
  expect(await sessions()).toBe(1);
});

test('sign-ins that began in several tabs all come back, each to its own page', async () => {
  const tabs = ['/requests', '/policies', '/audit'];
  const sent: URLSearchParams[] = [];
  for (const tab of tabs) sent.push(await begin(tab));
  for (const [index, tab] of tabs.entries()) {
    answer = () => idToken(sent[index]?.get('nonce') ?? null);
    expect(await comeBack(sent[index]?.get('state') ?? '')).toBe(`${env().publicUrl.origin}${tab}`);
  }
});

test('a browser keeps at most four sign-ins, and the latest comes back', async () => {
  const sent: URLSearchParams[] = [];
  for (let count = 0; count < 6; count++) sent.push(await begin());
  const flows = Object.keys(browser.cookies).filter((name) => name.includes('.state'));
  expect(flows).toHaveLength(4);
  answer = () => idToken(sent[5]?.get('nonce') ?? null);
  expect(await comeBack(sent[5]?.get('state') ?? '')).toBe(`${env().publicUrl.origin}/`);
});

test('claims of the userinfo endpoint count only for the subject of the ID token', async () => {
  const thin = { email: null, groups: undefined };
  userinfo = { sub: 'somebody-else', email: 'admin@acme.test', email_verified: true };
  let sent = await begin();
  answer = () => idToken(sent.get('nonce'), { claims: thin as never });
  expect(await comeBack(sent.get('state'))).toMatch(/error=userinfo-failed$/);
  userinfo = { sub: 'engineer', email: 'engineer@acme.test', email_verified: true };
  sent = await begin();
  await comeBack(sent.get('state'));
  expect(await sessions()).toBe(1);
});
