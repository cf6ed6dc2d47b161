import { dispatch } from '@/lib/api/dispatch';
import { newId } from '@/lib/context';
import { insertApiToken } from '@/lib/db/people/api-tokens';
import { inTransaction } from '@/lib/db/transaction';
import { fingerprint, newToken } from '@/lib/secrets';
import type { TestPerson } from './factories';

/** A personal token, as `zli login` issues one. */
export async function tokenOf({ id: userId, organizationId }: TestPerson): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + 3_600_000);
  const row = { id: newId(), organizationId, userId, name: 'laptop', role: null, expiresAt };
  await inTransaction((tx) => insertApiToken(tx, { ...row, hash: fingerprint(token) }));
  return token;
}

/**
 * Calls an endpoint of the public API, such as `GET users/{idOrEmail}`, as a program does: with a token, with an API key, or
 * without credentials. `query` begins with a question mark.
 */
export async function call(
  endpoint: `${string} ${string}`,
  options: {
    token?: string;
    apiKey?: string;
    params?: Record<string, string>;
    query?: string;
    body?: unknown;
    headers?: Record<string, string>;
  } = {},
) {
  const { token, apiKey, params = {}, query = '', body, headers = {} } = options;
  const [method = '', pattern = ''] = endpoint.split(' ');
  const path = pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  const request = new Request(`http://localhost:3000/api/v2/${path}${query}`, {
    method,
    headers: {
      ...headers,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(apiKey && { 'x-api-key': apiKey }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return read(await dispatch(request));
}

type Route = (request: Request, about: { params: Promise<{ id: string }> }) => Promise<Response>;

/** Calls a route of a web app's proxy, with a path and query after the app's id. */
export async function callProxyRoute(
  route: Route,
  options: { id: string; query?: string; headers?: Record<string, string> },
) {
  const { id, query = '', headers = {} } = options;
  const request = new Request(`http://localhost:3000/api/v2/web/${id}/any${query}`, { headers });
  return read(await route(request, { params: Promise.resolve({ id }) }));
}

async function read(answer: Response) {
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, json: isJson(text) ? JSON.parse(text) : text };
}

function isJson(text: string): boolean {
  return text.startsWith('{') || text.startsWith('[');
}
