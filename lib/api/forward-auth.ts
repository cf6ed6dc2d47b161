import { AccessError } from '@/lib/core/error';
import { env } from '@/lib/env';
import { authorizeWeb } from '@/lib/web-passes/authorize-web';
import { pathWithin } from '@/lib/web-passes/begin-web-pass';
import { passHours, redeemWebPass } from '@/lib/web-passes/redeem-web-pass';
import { errorResponse } from './errors';

type Params = { params: Promise<{ id?: string }> };

const cookieName = 'bzero_pass';
/** The path on the app's host that exchanges a ticket for a pass. */
const ownPath = '/.bzero/callback';

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
  if (requested.pathname === ownPath) return redeem(targetId, requested.searchParams, isSecure(request));
  const answer = await authorize(targetId, request);
  if (answer instanceof Response) return answer;
  return answer.allowed
    ? grantResponse(answer)
    : redirectToStart(targetId, `${requested.pathname}${requested.search}`);
}

/** nginx sends an app's `/.bzero/callback` here: exchanges the ticket for the app's cookie. */
export async function callback(request: Request, about: Params): Promise<Response> {
  const targetId = (await about.params).id ?? '';
  return redeem(targetId, new URL(request.url).searchParams, isSecure(request));
}

async function authorize(targetId: string, request: Request) {
  try {
    return await authorizeWeb({ targetId, token: readCookie(request) });
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

async function redeem(targetId: string, query: URLSearchParams, secure: boolean): Promise<Response> {
  const to = pathWithin(query.get('to') ?? '/');
  try {
    const token = await redeemWebPass({ targetId, ticket: query.get('ticket') ?? '' });
    if (token === null) return redirectToStart(targetId, to);
    const cookie = [
      `${cookieName}=${token}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
      `Max-Age=${passHours * 3600}`,
      ...(secure ? ['Secure'] : []),
    ].join('; ');
    return new Response(null, {
      status: 302,
      headers: {
        location: to,
        'set-cookie': cookie,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}

function redirectToStart(targetId: string, to: string): Response {
  const start = new URL(`/api/v2/web/${encodeURIComponent(targetId)}/start`, env().publicUrl);
  start.searchParams.set('to', pathWithin(to));
  return new Response(null, { status: 302, headers: { location: start.href, 'cache-control': 'no-store' } });
}

function readCookie({ headers }: Request): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === cookieName && value) return value;
  }
  return null;
}

function requestedUri({ headers }: Request): URL {
  const base = 'http://app.invalid';
  const uri = headers.get('x-forwarded-uri') ?? '/';
  return URL.canParse(uri, base) ? new URL(uri, base) : new URL('/', base);
}

function isSecure({ headers }: Request): boolean {
  return headers.get('x-forwarded-proto') === 'https';
}
