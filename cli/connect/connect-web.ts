import type { Zli } from '../context';
import type { Api } from '../http/api';
import type { Connection } from '../session/connection';
import { closeConnection } from '../session/open-connection';

export type WebOptions = { isBrowserOpened: boolean; customPort: string | undefined };

/**
 * Prints the address of a web app, and opens it if `isBrowserOpened`. The browser signs in by itself. An app behind a
 * server is at a local port until the access ends.
 */
export async function connectWeb(
  zli: Zli,
  api: Api,
  connection: Connection,
  options: WebOptions,
): Promise<number> {
  if (connection.tunnel) {
    const { forwardWeb } = await import('../tunnels/forward-web');
    return forwardWeb(zli, api, connection, options, (url) => showAddress(zli, url, options));
  }
  await closeConnection(api, connection);
  await showAddress(zli, connection.remoteHost, options);
  return 0;
}

async function showAddress(zli: Zli, url: string, { isBrowserOpened }: WebOptions): Promise<void> {
  zli.terminal.print(url);
  if (!isBrowserOpened) return;
  const { openBrowser } = await import('../login/open-browser');
  await openBrowser(url);
}
