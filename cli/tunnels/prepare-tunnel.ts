import { join } from 'node:path';
import { Failure } from '../failure';
import { type Connection, nameTarget } from '../session/connection';
import type { SshUse } from '../ssh/ssh-program';
import { writePrivateFile } from '../state/private-file';
import type { Terminal } from '../terminal';
import { chooseLocalPort, readLocalPort } from './local-port';
import { rdpFile, rdpFileName } from './rdp-file';
import { openRdpLine, sqlcmdLine } from './tunnel-text';

type TunnelOptions = {
  /** the local port; any free one if it is undefined */
  customPort: string | undefined;
  /** a folder of this session, where the .rdp file goes. It is deleted when the tunnel ends */
  folder: string;
};

/**
 * Prepares the tunnel to RDP or SQL Server of a target: chooses the local port and prints how to use it. For RDP it writes a
 * file that clients open.
 *
 * Throws a `Failure` if the port is in use or the server named no address.
 */
export async function prepareTunnel(
  terminal: Terminal,
  connection: Connection,
  { customPort, folder }: TunnelOptions,
): Promise<SshUse> {
  const { tunnel, targetUser: user, targetName } = connection;
  if (!tunnel)
    throw new Failure(
      'bad-answer',
      `The console sent no address for ${targetName}. Ask your operator to update the console.`,
    );
  const port = await chooseLocalPort(readLocalPort(customPort));
  const service = connection.verbType === 'RDP' ? 'RDP' : 'SQL Server';
  terminal.info(
    `Forwarding 127.0.0.1:${port} to ${service} on ${nameTarget(connection)}. Press Ctrl-C to stop.`,
  );
  if (connection.verbType === 'RDP') {
    const path = join(folder, rdpFileName(targetName));
    writePrivateFile(path, rdpFile({ port, username: user }));
    terminal.info('This file connects you. It is deleted when the tunnel ends:');
    terminal.print(path);
    terminal.info(
      `Open it with: ${openRdpLine(process.platform, path)}\nSign in with the password of ${user} on Windows.`,
    );
  } else {
    terminal.info(`This command connects you. Sign in with the password of ${user} on SQL Server:`);
    terminal.print(sqlcmdLine({ port, user }));
  }
  return { verb: 'Tunnel', forwarding: { localPort: port, host: tunnel.host, port: tunnel.port } };
}
