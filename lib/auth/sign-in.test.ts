import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import NextAuth from 'next-auth';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { useDatabase } from '@/test/use-database';
import { authOptions } from './options';

vi.mock('next/headers', () => ({ headers: async () => new Headers() }));

useDatabase();

/** An identity provider that answers the token request with whatever a test wants. */
const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
let answer: () => Promise<string>;
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
  return {
    issuer,
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

let cookies: Record<string, string> = {};
beforeEach(async () => {
  cookies = {};
  exchanges.length = 0;
  await database().prisma.session.deleteMany();
});

/** What next-auth answers to a request of the browser, whose cookies are kept. */
async function visit(path: string, query: Record<string, string> = {}, body?: Record<string, string>) {
  const nextauth = path.split('/');
  const answered = { location: '', body: {} as Record<string, unknown>, text: '' };
  const headers = new Map<string, string | string[]>();
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => void headers.set(name.toLowerCase(), value),
    redirect: (_status: number, location: string) => Object.assign(answered, { location }),
    json: (body: Record<string, unknown>) => Object.assign(answered, { body }),
    send: (body: Record<string, unknown>) => Object.assign(answered, { body }),
    end: () => undefined,
  };
  const request = {
    method: body ? 'POST' : 'GET',
    headers: { host: env().publicUrl.host },
    query: { ...query, nextauth },
    cookies: { ...cookies },
    body,
  };
  await NextAuth(request as never, response as never, await authOptions(nextauth[0]));
  for (const line of [headers.get('set-cookie') ?? []].flat()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
    cookies[name] = decodeURIComponent(value);
  }
  answered.location ||= String(headers.get('location') ?? '');
  answered.text = JSON.stringify([...headers, answered.body]);
  return answered;
}

/** Presses the button on the sign-in page: the address at the provider to which the browser goes. */
async function begin(): Promise<URLSearchParams> {
  const { csrfToken } = (await visit('csrf')).body;
  const { body, location } = await visit('signin/oidc', {}, { csrfToken: String(csrfToken), json: 'true' });
  return new URL(String(body.url ?? location)).searchParams;
}

const comeBack = (state: string | null) => visit('callback/oidc', { code: 'a-code', state: state ?? '' });
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
  const { text } = await comeBack(second.get('state'));
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
  const { location } = await comeBack(sent.get('state'));
  expect(location).toMatch(/error=OAuthCallback$/);
  expect(exchanges).toHaveLength(1);
  expect(await sessions()).toBe(0);
});

test('a code of a sign-in that this browser did not begin is not redeemed', async () => {
  const sent = await begin();
  answer = () => idToken(sent.get('nonce'));
  await comeBack('a-state-of-somebody-else');
  const stolen = sent.get('state');
  cookies = {};
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
