import { newId } from '@/lib/context';
import { insertApiToken } from '@/lib/db/people/api-tokens';
import { inTransaction } from '@/lib/db/transaction';
import { fingerprint, newToken } from '@/lib/secrets';
import type { TestPerson } from './factories';

type Route = (request: Request, about: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A personal token, as `zli login` issues one. */
export async function tokenOf({ id: userId, organizationId }: TestPerson): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + 3_600_000);
  const row = { id: newId(), organizationId, userId, name: 'laptop', role: null, expiresAt };
  await inTransaction((tx) => insertApiToken(tx, { ...row, hash: fingerprint(token) }));
  return token;
}

/** Calls a route of the public API as a program does: with a token, with an API key, or without credentials. */
export async function call(
  route: Route,
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
  const request = new Request(`http://localhost:3000/api/v2/any${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...headers,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(apiKey && { 'x-api-key': apiKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await route(request, { params: Promise.resolve(params) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, json: isJson(text) ? JSON.parse(text) : text };
}

function isJson(text: string): boolean {
  return text.startsWith('{') || text.startsWith('[');
}
