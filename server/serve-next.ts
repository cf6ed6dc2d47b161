import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import { StartFailure } from './embedded-database';
import type { Running } from './launch';

type RequestHandler = ReturnType<ReturnType<typeof next>['getRequestHandler']>;

const FINISH_WITHIN = 10_000;

/** Hooks that the app leaves here run after the last request and before the database stops. */
const SHUTDOWN = Symbol.for('bzero.shutdown');

/**
 * Serves the app with Next in this process.
 *
 * @returns the port it listens on, and `close`, which lets requests in flight finish (10 s at most) and then
 * runs the app's own shutdown hooks, the async functions in `globalThis[Symbol.for('bzero.shutdown')]`.
 * @throws StartFailure when the port is taken.
 */
export async function serveNext(options: {
  port: number;
  dev: boolean;
  loopback: boolean;
}): Promise<Running & { port: number }> {
  // Listening first: a taken port is known before a second of work. Who comes before it is ready has to wait.
  let open: (handle: RequestHandler) => void = () => undefined;
  const opened = new Promise<RequestHandler>((resolve) => {
    open = resolve;
  });
  const server = createServer((request, response) => {
    opened.then((handle) => handle(request, response)).catch(() => response.destroy());
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

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFailure(error, port)));
    server.listen({ port, ...(host && { host }) }, () => resolve((server.address() as AddressInfo).port));
  });
}

function portFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return new StartFailure(`port ${port} is taken: set PORT to another one`);
  if (error.code === 'EACCES')
    return new StartFailure(`port ${port} is not allowed here: set PORT to one above 1023`);
  return error;
}

async function finishRequests(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function runShutdownHooks(): Promise<void> {
  const hooks = (globalThis as { [SHUTDOWN]?: (() => Promise<void>)[] })[SHUTDOWN] ?? [];
  for (const result of await Promise.allSettled(hooks.map((hook) => hook()))) {
    if (result.status === 'rejected') console.error(result.reason);
  }
}
