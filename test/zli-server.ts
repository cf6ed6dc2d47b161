import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A request that the fake server received. */
type ServedCall = {
  method: string;
  /** below /api/v2/ */
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  authorization: string | undefined;
  /** the version of zli */
  version: string | string[] | undefined;
  at: number;
};

/** A response: a value as JSON, or `refuse` with an error of the API. */
export type Answer = (call: ServedCall) => unknown;

/** A fake server with the part of the API that a test of `zli` needs. */
export type ZliServer = {
  url: string;
  calls: ServedCall[];
  /** Headers of every response. */
  headers: Record<string, string>;
  /** Sets the response to a route, for example `POST connections/{id}/watch`, from now on. */
  on(route: string, answer: Answer | object): void;
  /** How often a route was called. */
  count(route: string): number;
  /** The server does not respond before `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

class Refusal {
  readonly status: number;
  readonly body: object;

  constructor(status: number, body: object) {
    this.status = status;
    this.body = body;
  }
}

/** An error as the API returns it. */
export function refuse(status: number, errorType: string, errorMsg: string, more: object = {}): Refusal {
  return new Refusal(status, { errorType, errorMsg, ...more });
}

/** Starts a fake server on a free port. */
export async function startZliServer(): Promise<ZliServer> {
  const routes = new Map<string, Answer>();
  const calls: ServedCall[] = [];
  let server: Server;
  let port = 0;

  async function serve(incoming: IncomingMessage): Promise<Refusal | { status: number; body: unknown }> {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const call: ServedCall = {
      method: incoming.method ?? '',
      path: url.pathname.replace('/api/v2/', ''),
      query: url.searchParams,
      body: await readBody(incoming),
      authorization: incoming.headers.authorization,
      version: incoming.headers['zli-version'],
      at: Date.now(),
    };
    calls.push(call);
    const answer = [...routes].findLast(([route]) => isCalled(route, call))?.[1];
    if (!answer) return refuse(404, 'not-found', `Nothing is at ${call.method} ${call.path}.`);
    const body = await answer(call);
    return body instanceof Refusal ? body : { status: body === undefined ? 204 : 200, body };
  }

  const standIn: ZliServer = {
    url: '',
    calls,
    headers: {},
    on: (route, answer) => {
      routes.delete(route);
      routes.set(route, typeof answer === 'function' ? (answer as Answer) : () => answer);
    },
    count: (route) => calls.filter((call) => isCalled(route, call)).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    start: async () => {
      server = createServer((incoming, outgoing) => {
        serve(incoming).then(({ status, body }) => {
          outgoing.writeHead(status, { 'content-type': 'application/json', ...standIn.headers });
          outgoing.end(body === undefined ? '' : JSON.stringify(body));
        });
      });
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
      standIn.url = `http://127.0.0.1:${port}`;
    },
  };
  standIn.on('GET zli', { product: 'BastionZero', version: '0.1.0', minimumZliVersion: '0.1.0' });
  await standIn.start();
  return standIn;
}

/** The watch response for an open session with access that never ends. */
export const stillOpen = { state: 'Open', accessExpirationTime: null, closeReason: null, message: null };

/** Responds to a watch as the product does: as soon as `look` returns a value, otherwise after the requested time. */
export function watchAnswer(look: () => object | null, open: () => object): Answer {
  return async ({ body, at }) => {
    const until = at + Number(body.seconds ?? 20) * 1000;
    while (Date.now() < until && !look()) await wait(20);
    return look() ?? { ...stillOpen, ...open() };
  };
}

function isCalled(route: string, { method, path }: ServedCall): boolean {
  const [wantedMethod, wantedPath = ''] = route.split(' ');
  return method === wantedMethod && new RegExp(`^${wantedPath.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

async function readBody(incoming: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : JSON.parse(text);
}
