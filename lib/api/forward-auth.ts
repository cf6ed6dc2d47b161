import { AccessError } from '@/lib/core/error';
import { env } from '@/lib/env';
import { authorizeWeb } from '@/lib/web-passes/authorize-web';
import { beginBrowser } from '@/lib/web-passes/begin-browser';
import { pathWithin } from '@/lib/web-passes/begin-web-pass';
import { startPath } from '@/lib/web-passes/get-web-app-address';
import { type CookiePair, passHours, redeemWebPass } from '@/lib/web-passes/redeem-web-pass';
import { errorResponse } from './errors';

type Params = { params: Promise<{ id?: string }> };

const cookies = { pass: 'bzero_pass', nonce: 'bzero_nonce' } as const;
/** The path on the app's host that exchanges a ticket for a pass. */
const callbackPath = '/.bzero/callback';
/** How long a browser has to sign in and come back, in seconds. */
const nonceSeconds = 3600;

/**
 * For nginx's auth_request: 204 with the person's headers, 401 without a pass, 403 without access. nginx's configuration
 * decides what the browser gets.
 */
export async function verifyForNginx(request: Request, about: Params): Promise<Response> {
  const targetId = (await about.params).id ?? '';
  const answer = await authorize(targetId, request);
  if (answer instanceof Response) return answer;
  if (answer.allowed) return grantResponse(answer);
  return new Response(null, { status: answer.why === 'no-pass' ? 401 : 403 });
}

/**
 * For Traefik's ForwardAuth and Caddy's forward_auth, which pass every answer except 2xx on to the browser: redirects to
 * the start page without a pass or access, and exchanges a ticket for a pass.
 */
export async function gate(request: Request, about: Params): Promise<Response> {
  const targetId = (await about.params).id ?? '';
  const requested = requestedUri(request);
  if (requested.pathname === callbackPath) return redeem(targetId, requested.searchParams, request);
  if (requested.pathname === startPath) return redirectToStart(targetId, readTo(requested));
  const answer = await authorize(targetId, request);
  if (answer instanceof Response) return answer;
  return answer.allowed
    ? grantResponse(answer)
    : redirectToStart(targetId, `${requested.pathname}${requested.search}`);
}

/** nginx sends an app's `/.bzero/start` here: gives the browser a nonce, and redirects it to the console. */
export async function begin(request: Request, about: Params): Promise<Response> {
  return redirectToStart((await about.params).id ?? '', readTo(new URL(request.url)));
}

/** nginx sends an app's `/.bzero/callback` here: exchanges the ticket for the app's cookie. */
export async function callback(request: Request, about: Params): Promise<Response> {
  return redeem((await about.params).id ?? '', new URL(request.url).searchParams, request);
}

/**
 * The path in the app that the browser requested. nginx cannot encode it, so the rest of the app's own query arrives as
 * parameters of this URL.
 */
export function readTo(url: URL): string {
  const query = new URLSearchParams(url.search);
  const to = query.get('to') ?? '/';
  query.delete('to');
  const rest = query.toString();
  if (rest === '') return to;
  return `${to}${to.includes('?') ? '&' : '?'}${rest}`;
}

async function authorize(targetId: string, request: Request) {
  try {
    return await authorizeWeb({ targetId, passes: readCookies(request, cookies.pass) });
  } catch (error) {
    // A URL without a valid target id gives no access.
    return error instanceof AccessError ? new Response(null, { status: 403 }) : errorResponse(error);
  }
}

function grantResponse({ email, identity }: { email: string; identity: string }): Response {
  return new Response(null, {
    status: 204,
    headers: { 'x-bzero-user': email, 'x-bzero-identity': identity, 'cache-control': 'no-store' },
  });
}

async function redeem(targetId: string, query: URLSearchParams, request: Request): Promise<Response> {
  const to = pathWithin(query.get('to') ?? '/');
  try {
    const nonces = readCookies(request, cookies.nonce);
    const { token, isSecure } = await redeemWebPass({ targetId, ticket: query.get('ticket') ?? '', nonces });
    if (token === null) return await redirectToStart(targetId, to);
    return redirectWith(to, [
      writeCookie(cookies.pass, token, { isSecure, seconds: passHours * 3600 }),
      writeCookie(cookies.nonce, '', { isSecure, seconds: 0 }),
    ]);
  } catch (error) {
    return errorResponse(error);
  }
}

/** Gives the browser a nonce, and sends it to the console with the challenge of the nonce. */
async function redirectToStart(targetId: string, to: string): Promise<Response> {
  try {
    const { nonce, challenge, isSecure } = await beginBrowser({ targetId });
    const start = new URL(`/api/v2/web/${encodeURIComponent(targetId)}/start`, env().publicUrl);
    start.searchParams.set('to', pathWithin(to));
    start.searchParams.set('challenge', challenge);
    return redirectWith(start.href, [writeCookie(cookies.nonce, nonce, { isSecure, seconds: nonceSeconds })]);
  } catch (error) {
    return errorResponse(error);
  }
}

function redirectWith(location: string, setCookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  for (const cookie of setCookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}

function writeCookie(
  name: string,
  value: string,
  { isSecure, seconds }: { isSecure: boolean; seconds: number },
): string {
  const start = isSecure ? `__Host-${name}=${value}; Secure` : `${name}=${value}`;
  return `${start}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
}

/** The values that a browser sends under a name, for https only and otherwise. */
function readCookies({ headers }: Request, name: string): CookiePair {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  const read = (wanted: string) => pairs.find(([each]) => each === wanted)?.[1] || null;
  return { secure: read(`__Host-${name}`), plain: read(name) };
}

function requestedUri({ headers }: Request): URL {
  const base = 'http://app.invalid';
  const uri = headers.get('x-forwarded-uri') ?? '/';
  return URL.canParse(uri, base) ? new URL(uri, base) : new URL('/', base);
}
