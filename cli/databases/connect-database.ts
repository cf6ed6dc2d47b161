import { shellLine } from '@/lib/core/target/shell-word';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import type { Zli } from '../context';
import type { Api } from '../http/api';
import { writeCertificateFiles } from '../session/certificate-files';
import type { Connection } from '../session/connection';
import { nameTarget } from '../session/connection';
import { isInstalled, type Program, runProgram, type Variables, waitForEnd } from '../session/run-program';
import { createTemporaryFolder } from '../session/temporary-folder';
import { withAccess } from '../session/with-access';
import { databaseClient } from './database-client';

/**
 * Connects to a database: runs the command, or the usual client. If there is none, prints a command line for
 * another program and keeps renewing the certificate until it is stopped. Returns the exit code.
 */
export async function connectDatabase(
  zli: Zli,
  api: Api,
  connection: Connection,
  command: readonly string[],
): Promise<number> {
  const keys = makeP256KeyPair();
  const temporary = createTemporaryFolder();
  try {
    const { files, use } = writeCertificateFiles(temporary.path, keys.privatePem, connection);
    return await withAccess(
      api,
      zli.terminal.notify,
      connection,
      { publicKey: keys.publicPem, use },
      async (monitor) => {
        const { program, env } = databaseClient(connection, files);
        const [name, ...args] = command;
        if (name) return runProgram({ command: name, args, env }, monitor, zli.terminal);
        if (program && zli.terminal.isInteractive && isInstalled(program.command))
          return runProgram(program, monitor, zli.terminal);
        zli.terminal.print(writeLine(program, env));
        zli.terminal.info(
          `Use this command to connect to ${nameTarget(connection)} while zli runs. Press Ctrl-C to stop.`,
        );
        return waitForEnd(monitor, zli.terminal);
      },
    );
  } finally {
    temporary.remove();
  }
}

// psql needs only its environment, mysql only its arguments.
function writeLine(program: Program | null, env: Variables): string {
  if (program && program.args.length > 0) return shellLine([program.command, ...program.args]);
  const variables = Object.entries(env)
    .filter(([name]) => !program || !name.startsWith('ZLI_'))
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${shellLine([value])}`]));
  return [...variables, ...(program ? [program.command] : [])].join(' ');
}
