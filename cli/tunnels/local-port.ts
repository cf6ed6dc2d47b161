import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Failure } from '../failure';

/**
 * Reads the `--customPort` of everything but the action Tunnel: one local port. Null if it is not given.
 *
 * Throws a `Failure` if it is not a port.
 */
export function readLocalPort(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port > 0 && port < 65_536) return port;
  throw new Failure(
    'usage',
    'Without --protocol tunnel, --customPort is one local port, for example 13389. Leave it out to use a free one.',
  );
}

/**
 * Chooses the local port for a tunnel: the wanted one, or with null one on which nothing listens.
 *
 * Throws a `Failure` if the wanted one is in use.
 */
export async function chooseLocalPort(wanted: number | null): Promise<number> {
  const server = createServer();
  server.listen(wanted ?? 0, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    throw new Failure(
      'usage',
      `Can't listen on port ${wanted} of this computer. Choose another one with --customPort.`,
    );
  }
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
