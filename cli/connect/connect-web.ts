import type { Zli } from '../context';
import type { Api } from '../http/api';
import type { Connection } from '../session/connection';
import { closeConnection } from '../session/open-connection';

/** Prints the address of a web app, and opens it if `isOpened`. The browser signs in by itself. */
export async function connectWeb(
  zli: Zli,
  api: Api,
  connection: Connection,
  isOpened: boolean,
): Promise<number> {
  await closeConnection(api, connection);
  zli.terminal.print(connection.remoteHost);
  if (isOpened) {
    const { openBrowser } = await import('../login/open-browser');
    await openBrowser(connection.remoteHost);
  }
  return 0;
}
