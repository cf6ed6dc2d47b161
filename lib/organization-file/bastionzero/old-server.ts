import { setTimeout as sleep } from 'node:timers/promises';

/** The old server does not answer as it should. The message is for the operator, and never has the key. */
export class OldServerError extends Error {}

/** Reads from `/api/v2` of the old server. */
export type OldServer = {
  /** The JSON at a path; null for 404, and for 501: the server has no such thing. Throws `OldServerError`. */
  get(path: string): Promise<unknown>;
  /** A whole list, all pages of it. Throws `OldServerError`. */
  list(path: string): Promise<unknown[]>;
};

type Options = {
  /** the address of the old server */
  address: string;
  apiKey: string;
  fetch?: (request: Request) => Promise<Response>;
  /** waits some milliseconds before a call is repeated */
  wait?: (milliseconds: number) => Promise<unknown>;
};

const attempts = 5;
const callTimeout = 60_000;
/** A list has at most this many pages, so that a server that links its pages in a circle ends. */
const mostPages = 10_000;
const longestWait = 120_000;

/** The API of the old server. Throws `OldServerError` if the address is none that a key can be sent to. */
export function connectOldServer({ address, apiKey, fetch: send = fetch, wait = sleep }: Options): OldServer {
  const base = parseAddress(address);
  const call = async (url: URL) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await tryCall(send, url, apiKey);
      if (!isTemporary(answer)) return answer;
      if (attempt === attempts) throw describeRefusal(url, answer);
      await wait(pauseOf(answer.headers, attempt));
    }
  };
  const read = async (url: URL) => {
    const answer = await call(url);
    if (answer.status === 404 || answer.status === 501) return { ...answer, json: null, next: null };
    if (answer.status >= 300) throw describeRefusal(url, answer);
    return { ...answer, json: parseJson(url, answer.text), next: findNext(url, answer.headers) };
  };
  return {
    get: async (path) => (await read(new URL(path, base))).json,
    list: async (path) => {
      const items: unknown[] = [];
      let url: URL | null = new URL(path, base);
      for (let page = 0; url !== null; page++) {
        if (page === mostPages) throw new OldServerError(`${path} has more than ${mostPages} pages`);
        const answer: Awaited<ReturnType<typeof read>> = await read(url);
        const { status, json, next } = answer;
        // A list exists if the address is right, even when nothing is in it.
        if (status === 404) throw describeRefusal(url, answer);
        // Go writes a list that was never filled as null.
        if (json !== null && !Array.isArray(json)) throw new OldServerError(`${path} is not a list`);
        for (const item of json ?? []) items.push(item);
        url = next;
      }
      return items;
    },
  };
}

/** The address below which the API is. A key goes through an encrypted connection, or stays on this machine. */
function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLocal))
    throw new OldServerError('--server must be an address that begins with https://');
  if (url.username || url.password || url.search || url.hash)
    throw new OldServerError('--server must be an address without an account, a query and a fragment');
  return new URL('api/v2/', url.href.endsWith('/') ? url : `${url.href}/`);
}

type Answer = { status: number; headers: Headers; text: string };

/** One call. A connection that fails is like an answer that the server is unavailable. */
async function tryCall(send: NonNullable<Options['fetch']>, url: URL, apiKey: string): Promise<Answer> {
  const headers = { 'x-api-key': apiKey, accept: 'application/json' };
  // A redirect could lead to another host, which must not get the key.
  const about = { headers, redirect: 'manual', signal: AbortSignal.timeout(callTimeout) } as const;
  try {
    const answer = await send(new Request(url, about));
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    return { status: 503, headers: new Headers(), text: reason instanceof Error ? reason.message : '' };
  }
}

function isTemporary({ status }: Answer): boolean {
  return status === 429 || (status >= 500 && status !== 501);
}

/** How long to wait before the next attempt, in milliseconds: as the server asks, or twice as long each time. */
function pauseOf(headers: Headers, attempt: number): number {
  const asked = headers.get('retry-after') ?? '';
  const until = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
  return Number.isNaN(until) ? 1000 * 2 ** (attempt - 1) : Math.min(Math.max(until, 0), longestWait);
}

function describeRefusal(url: URL, { status, headers, text }: Answer): OldServerError {
  const what = `GET ${url.origin}${url.pathname}`;
  if (status === 401) return new OldServerError(`${what}: the server does not accept this API key`);
  if (status === 403)
    return new OldServerError(`${what}: this API key may not read it. Use a key of an admin`);
  if (status < 400) {
    const to = headers.get('location') ?? '';
    return new OldServerError(`${what}: the server redirects to ${to}. Use the address that it redirects to`);
  }
  const message = status === 503 && text && !text.startsWith('{') ? text.slice(0, 200) : `status ${status}`;
  return new OldServerError(`${what}: ${message}`);
}

function parseJson(url: URL, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OldServerError(`GET ${url.origin}${url.pathname}: the answer is not JSON`);
  }
}

/** The next page of a list, which is on the same server. */
function findNext(url: URL, headers: Headers): URL | null {
  const [, link] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  if (link === undefined || !URL.canParse(link, url)) return null;
  const next = new URL(link, url);
  if (next.origin !== url.origin)
    throw new OldServerError(`GET ${url.origin}${url.pathname}: the next page is on another server`);
  return next;
}
