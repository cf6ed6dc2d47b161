import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import { env } from '@/lib/env';
import { listNetworks } from '@/lib/networks';
import { actionKey } from './action-key';
import { admitRequest } from './http/admit-request';
import { createLimitedServer } from './http/limited-server';
import { type ApiHandler, serveApi } from './http/serve-api';
import { type SlackEndpoints, serveSlack } from './http/serve-slack';
import type { Running } from './launch';
import { StartFailure } from './start-failure';

type RequestHandler = ReturnType<ReturnType<typeof next>['getRequestHandler']>;

const finishWithinMs = 10_000;

/** Under this key the app leaves hooks that run after the last request and before the database stops. */
const shutdownKey = Symbol.for('bzero.shutdown');
/** Under this key the app leaves what answers calls of the API. */
const apiKey = Symbol.for('bzero.api');
/** Under this key the app leaves what answers calls of Slack. */
const slackKey = Symbol.for('bzero.slack');

/**
 * Serves the app with Next in this process.
 *
 * @returns the port, and `close`, which lets requests in flight finish (10 s at most) and then runs the app's
 * shutdown hooks, the async functions in `globalThis[Symbol.for('bzero.shutdown')]`.
 * Throws `StartFailure` when the port is in use.
 */
export async function serveNext(options: {
  port: number;
  dev: boolean;
  loopback: boolean;
}): Promise<Running & { port: number }> {
  // Listens first, so that a port in use fails the start early. Requests wait until the app is ready.
  let open: (handle: RequestHandler) => void = () => undefined;
  const opened = new Promise<RequestHandler>((resolve) => {
    open = resolve;
  });
  const { publicUrl, trustedProxies, sessionSecret } = env();
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = actionKey(sessionSecret);
  const proxies = listNetworks(trustedProxies);
  const admission = { publicUrl, proxies, isDevelopment: options.dev };
  const server = createLimitedServer({ proxies }, async (request, response) => {
    const handle = await opened;
    const admitted = await admitRequest(request, response, admission);
    if (!admitted) return;
    if (!options.dev && (await serveSlack(admitted, response, slackEndpoints()))) return;
    if (!options.dev && (await serveApi(admitted, response, apiHandler()))) return;
    await handle(admitted, response);
  });
  const port = await listen(server, options.port, options.loopback ? '127.0.0.1' : undefined);
  const hostname = 'localhost';
  const app = next({ dev: options.dev, dir: process.cwd(), hostname, port, httpServer: server });
  try {
    await app.prepare();
  } catch (error) {
    server.close();
    throw error;
  }
  open(app.getRequestHandler());
  const close = async () => {
    await finishRequests(server);
    await runShutdownHooks();
    await app.close();
  };
  return { port, close };
}

/** Set by the app when it starts. A copy of this process's own would load the whole product a second time. */
function slackEndpoints(): SlackEndpoints {
  return (globalThis as { [slackKey]?: SlackEndpoints })[slackKey] ?? {};
}

function apiHandler(): ApiHandler | undefined {
  return (globalThis as { [apiKey]?: ApiHandler })[apiKey];
}

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFailure(error, port)));
    server.listen({ port, ...(host && { host }) }, () => resolve((server.address() as AddressInfo).port));
  });
}

function portFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new StartFailure(`port ${port} is already in use: set PORT to another port`);
  if (error.code === 'EACCES')
    return new StartFailure(`this user can't listen on port ${port}: set PORT to a port above 1023`);
  return error;
}

async function finishRequests(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), finishWithinMs);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function runShutdownHooks(): Promise<void> {
  const hooks = (globalThis as { [shutdownKey]?: (() => Promise<void>)[] })[shutdownKey] ?? [];
  for (const result of await Promise.allSettled(hooks.map((hook) => hook()))) {
    if (result.status === 'rejected') console.error(result.reason);
  }
}
