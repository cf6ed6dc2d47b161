import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppConfig, TeamSeed } from './config';
import { slackTiming } from './config';
import type { Control } from './control';
import { type Bundle, bundlePage } from './http/bundle';
import { sendJson } from './http/respond';
import { serve } from './http/serve';
import { makeControl } from './make-control';
import { makeWorld } from './world';

export type SlackOptions = { port?: number; host?: string; app: AppConfig; teams: TeamSeed[] };
export type LocalSlack = {
  url: string;
  /** Ends with `/`, as `slackApiUrl` requires. */
  apiUrl: string;
  authorizeUrl: string;
  control: Control;
  close(): Promise<void>;
};

/**
 * Starts a local Slack on a port (by default a free one). It is reachable only from this machine unless `host` is
 * set.
 */
export async function startSlack(options: SlackOptions): Promise<LocalSlack> {
  const world = makeWorld(options.app, options.teams, slackTiming);
  const control = makeControl(world);
  const bundle: Bundle = await bundlePage();
  const makeServer = () =>
    createServer((request, response) => {
      serve({ world, control, bundle }, request, response).catch((error: unknown) => {
        console.error(error);
        if (!response.headersSent) sendJson(response, { ok: false, error: 'fatal_error' }, 500);
      });
    });
  const first = makeServer();
  await listen(first, options.port ?? 0, options.host ?? '127.0.0.1');
  const { port } = first.address() as AddressInfo;
  const servers = [first];
  if (!options.host) {
    // `localhost` can mean either loopback address. Where IPv6 is disabled, the first server is enough.
    const second = makeServer();
    await listen(second, port, '::1').then(
      () => servers.push(second),
      () => undefined,
    );
  }
  world.url = `http://localhost:${port}`;
  return {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    authorizeUrl: `${world.url}/oauth/v2/authorize`,
    control,
    close: async () => {
      world.generation += 1;
      await Promise.all(servers.map(close));
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
