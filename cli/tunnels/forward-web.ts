import type { Zli } from '../context';
import type { Api } from '../http/api';
import { type Connection, nameTarget } from '../session/connection';
import { waitForEnd } from '../session/run-program';
import { createTemporaryFolder } from '../session/temporary-folder';
import { withAccess } from '../session/with-access';
import { makeIdentity } from '../ssh/identity';
import { withTunnel } from './with-tunnel';

/** Forwards a local port to a web app behind a server until the access ends. `show` gets the local address. */
export async function forwardWeb(
  zli: Zli,
  api: Api,
  connection: Connection,
  { customPort }: { customPort: string | undefined },
  show: (url: string) => Promise<void>,
): Promise<number> {
  const { terminal } = zli;
  const { holder, identities } = makeIdentity();
  const temporary = createTemporaryFolder();
  const folder = temporary.path;
  try {
    return await withAccess(api, terminal.notify, connection, holder, (access) =>
      withTunnel(
        zli,
        connection,
        { monitor: access, identities, folder, customPort },
        async (port, monitor) => {
          const url = new URL(connection.tunnel?.url ?? 'http://localhost');
          const { hostname, protocol } = url;
          [url.hostname, url.port] = ['127.0.0.1', String(port)];
          terminal.info(
            `Forwarding 127.0.0.1:${port} to ${nameTarget(connection)} through ${connection.tunnel?.serverName}. Press Ctrl-C to stop.`,
          );
          if (protocol === 'https:')
            terminal.info(`Your browser warns that the certificate is for ${hostname}, not for 127.0.0.1.`);
          await show(url.href);
          return waitForEnd(monitor, terminal);
        },
      ),
    );
  } finally {
    temporary.remove();
  }
}
