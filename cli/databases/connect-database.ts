import { shellLine } from '@/lib/core/target/shell-word';
import { databaseProtocol } from '@/lib/core/target/target';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import type { Zli } from '../context';
import type { Api } from '../http/api';
import { type CertificateFiles, writeCertificateFiles } from '../session/certificate-files';
import type { Connection } from '../session/connection';
import { nameTarget } from '../session/connection';
import { fetchCredential } from '../session/credential';
import type { ConnectionMonitor } from '../session/monitor-connection';
import { isInstalled, type Program, runProgram, type Variables, waitForEnd } from '../session/run-program';
import { createTemporaryFolder } from '../session/temporary-folder';
import { withAccess } from '../session/with-access';
import type { Terminal } from '../terminal';
import { type DatabaseClient, databaseClient } from './database-client';

export type DatabaseOptions = {
  command: readonly string[];
  /** the local port to a database behind a server */
  customPort: string | undefined;
};

/**
 * Connects to a database: runs the command, or the usual client. If there is none, prints a command line for
 * another program and keeps renewing the certificate until it is stopped. Returns the exit code.
 */
export async function connectDatabase(
  zli: Zli,
  api: Api,
  connection: Connection,
  { command, customPort }: DatabaseOptions,
): Promise<number> {
  const keys = makeP256KeyPair();
  const temporary = createTemporaryFolder();
  const folder = temporary.path;
  const database = databaseOf(connection);
  try {
    const { files, use } = writeCertificateFiles(folder, keys.privatePem, database);
    return await withAccess(
      api,
      zli.terminal.notify,
      connection,
      { publicKey: keys.publicPem, use },
      async (monitor) => {
        const run = (client: DatabaseClient, until: ConnectionMonitor) =>
          runClient(zli.terminal, database, { client, command }, until);
        if (!connection.tunnel) return run(databaseClient(database, files), monitor);
        const { withTunnel } = await import('../tunnels/with-tunnel');
        const { makeIdentity } = await import('../ssh/identity');
        const { holder, identities } = makeIdentity();
        holder.use(await fetchCredential(api, connection.connectionId, holder.publicKey));
        const options = { monitor, identities, folder, customPort };
        return withTunnel(zli, connection, options, (port, until) =>
          throughPort(zli.terminal, database, { files, folder, port }, (client) => run(client, until)),
        );
      },
    );
  } finally {
    temporary.remove();
  }
}

/** The database itself, where the connection has the server that it is behind. */
function databaseOf(connection: Connection): Connection {
  const { tunnel } = connection;
  if (!tunnel) return connection;
  const { host: remoteHost, port: remotePort, identity: serverIdentity } = tunnel;
  return { ...connection, remoteHost, remotePort, serverIdentity };
}

/** Runs `work` with a client that connects to a local port, and still checks the database by its own name. */
async function throughPort(
  terminal: Terminal,
  database: Connection,
  { files, folder, port }: { files: CertificateFiles; folder: string; port: number },
  work: (client: DatabaseClient) => Promise<number>,
): Promise<number> {
  if (files.authority === null || databaseProtocol(database.databaseType) !== 'mysql')
    return work(databaseClient(database, files, port));
  const { startMysqlBridge } = await import('./mysql-bridge');
  const bridge = await startMysqlBridge({ name: database.remoteHost, port, files }, folder, (problem) =>
    terminal.error(`The connection to ${nameTarget(database)} was refused: ${problem}`),
  );
  try {
    return await work(databaseClient(database, bridge.files, bridge.port));
  } finally {
    bridge.close();
  }
}

async function runClient(
  terminal: Terminal,
  database: Connection,
  { client, command }: { client: DatabaseClient; command: readonly string[] },
  monitor: ConnectionMonitor,
): Promise<number> {
  const { program, env } = client;
  const [name, ...args] = command;
  if (name) return runProgram({ command: name, args, env }, monitor, terminal);
  if (program && terminal.isInteractive && isInstalled(program.command))
    return runProgram(program, monitor, terminal);
  terminal.print(writeLine(program, env));
  terminal.info(
    `Use this command to connect to ${nameTarget(database)} while zli runs. Press Ctrl-C to stop.`,
  );
  return waitForEnd(monitor, terminal);
}

// psql needs only its environment, mysql only its arguments.
function writeLine(program: Program | null, env: Variables): string {
  if (program && program.args.length > 0) return shellLine([program.command, ...program.args]);
  const variables = Object.entries(env)
    .filter(([name]) => !program || !name.startsWith('ZLI_'))
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${shellLine([value])}`]));
  return [...variables, ...(program ? [program.command] : [])].join(' ');
}
