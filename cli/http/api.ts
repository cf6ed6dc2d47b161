import { describeOldServer } from '@/lib/core/text/zli';
import {
  isOlder,
  minimumServerVersion,
  readVersion,
  serverVersionHeader,
  zliVersionHeader,
} from '@/lib/core/zli-version';
import { version } from '../../package.json';
import { Failure } from '../failure';
import { describeUnreachable } from './describe-unreachable';
import { readResponse } from './read-response';
import { type HttpResponse, type SendOptions, send } from './send';

type Query = Record<string, string | boolean | undefined>;
type CallOptions = { timeoutMs?: number; signal?: AbortSignal };

/** The API of a server. Every call returns the parsed response or throws a `Failure`. */
export type Api = {
  server: string;
  get<T>(path: string, query?: Query, options?: CallOptions): Promise<T>;
  post<T>(path: string, body?: object, options?: CallOptions): Promise<T>;
  patch<T>(path: string, body?: object, options?: CallOptions): Promise<T>;
  delete(path: string): Promise<void>;
  /** The version of the server in its last response; null before one, or if it sends none. */
  serverVersion(): string | null;
  /** The current time by the server's clock, which decides when access ends. */
  now(): Date;
};

const TIMEOUT_MS = 30_000;
/** Smaller differences are ignored: the Date header has whole seconds only. */
const TOLERATED_SKEW_MS = 2000;

/** Opens the API of a server. Without a token, only logging in is possible. */
export function openApi(server: string, token: string | null, debug: (text: string) => void): Api {
  let skewMs = 0;
  let serverVersion: string | null = null;

  async function call<T>(
    method: string,
    path: string,
    body: object | undefined,
    options: CallOptions = {},
  ): Promise<T> {
    const startedAt = Date.now();
    const { status, headers, text } = await trySend(`${server}/api/v2/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        [zliVersionHeader]: version,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      signal: options.signal,
    });
    debug(`${method} ${path}: ${status} in ${Date.now() - startedAt} ms`);
    skewMs = readSkew(headers.date, Date.now()) ?? skewMs;
    serverVersion = readServerVersion(server, headers[serverVersionHeader]);
    return readResponse(server, status, headers['content-type'] ?? '', text) as T;
  }

  async function trySend(url: string, options: SendOptions): Promise<HttpResponse> {
    try {
      return await send(url, options);
    } catch (error) {
      throw new Failure('server-unreachable', describeUnreachable(server, error), { cause: error });
    }
  }

  return {
    server,
    get: (path, query, options) => call('GET', `${path}${writeQuery(query)}`, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
    delete: (path) => call('DELETE', path, undefined),
    serverVersion: () => serverVersion,
    now: () => new Date(Date.now() + skewMs),
  };
}

// An earlier server sends no version.
function readServerVersion(server: string, header: string | string[] | undefined): string | null {
  const version = readVersion(typeof header === 'string' ? header : null);
  if (version !== null && isOlder(version, minimumServerVersion))
    throw new Failure('server-too-old', describeOldServer(version, server));
  return version;
}

function writeQuery(query: Query = {}): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== false);
  const text = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

function readSkew(header: string | undefined, now: number): number | null {
  const serverTime = Date.parse(header ?? '');
  if (Number.isNaN(serverTime)) return null;
  const skew = serverTime - now;
  return Math.abs(skew) > TOLERATED_SKEW_MS ? skew : 0;
}
