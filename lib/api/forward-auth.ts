import { AccessError } from '@/lib/core/error';
import { env } from '@/lib/env';
import { authorizeWeb } from '@/lib/web-passes/authorize-web';
import { pathWithin } from '@/lib/web-passes/begin-web-pass';
import { passHours, redeemWebPass } from '@/lib/web-passes/redeem-web-pass';
import { errorResponse } from './errors';

type Params = { params: Promise<{ id?: string }> };

const cookieName = 'bzero_pass';
/** Below this path an app's own host turns tickets into passes. */
const ownPath = '/.bzero/callback';

/**
 * For nginx's auth_request, which knows three answers: 204 with who it is, 401 without a pass, 403 without
 * access. What the browser then gets stands in nginx's own configuration.
 */
export async function verifyForNginx(request: Request, about: Params): Promise<Response> {
  const targetId = (await about.params).id ?? '';
  const answer = await ask(targetId, request);
  if (answer instanceof Response) return answer;
  if (answer.allowed) return letThrough(answer);
  return new Response(null, { status: answer.why === 'no-pass' ? 401 : 403 });
}

/**
 * For Traefik's ForwardAuth and Caddy's forward_auth, which hand any other answer than 2xx on to the browser:
 * sends it where a pass is to be had, takes a ticket, and says where access can be asked for.
 */
export async function gate(request: Request, about: Params): Promise<Response> {
  const targetId = (await about.params).id ?? '';
  const wanted = wantedUri(request);
  if (wanted.pathname === ownPath) return take(targetId, wanted.searchParams, isSecure(request));
  const answer = await ask(targetId, request);
  if (answer instanceof Response) return answer;
  return answer.allowed ? letThrough(answer) : toStart(targetId, `${wanted.pathname}${wanted.search}`);
}

/** Where nginx sends `/.bzero/callback` of an app: turns the ticket into the app's own cookie. */
export async function callback(request: Request, about: Params): Promise<Response> {
  const targetId = (await about.params).id ?? '';
  return take(targetId, new URL(request.url).searchParams, isSecure(request));
}

async function ask(targetId: string, request: Request) {
  try {
    return await authorizeWeb({ targetId, token: readCookie(request) });
  } catch (error) {
    // An address that names no target lets nobody through.
    return error instanceof AccessError ? new Response(null, { status: 403 }) : errorResponse(error);
  }
}

function letThrough({ email, identity }: { email: string; identity: string }): Response {
  return new Response(null, {
    status: 204,
    headers: { 'x-bzero-user': email, 'x-bzero-identity': identity, 'cache-control': 'no-store' },
  });
}

async function take(targetId: string, query: URLSearchParams, secure: boolean): Promise<Response> {
  const to = pathWithin(query.get('to') ?? '/');
  try {
    const token = await redeemWebPass({ targetId, ticket: query.get('ticket') ?? '' });
    if (token === null) return toStart(targetId, to);
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

function toStart(targetId: string, to: string): Response {
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

function wantedUri({ headers }: Request): URL {
  const base = 'http://app.invalid';
  const uri = headers.get('x-forwarded-uri') ?? '/';
  return URL.canParse(uri, base) ? new URL(uri, base) : new URL('/', base);
}

function isSecure({ headers }: Request): boolean {
  return headers.get('x-forwarded-proto') === 'https';
}
