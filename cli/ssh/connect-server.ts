import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startAgent } from '@/lib/ssh/agent';
import type { Zli } from '../context';
import type { Api } from '../http/api';
import { type Connection, nameTarget } from '../session/connection';
import { runProgram } from '../session/run-program';
import { createTemporaryFolder } from '../session/temporary-folder';
import { withAccess } from '../session/with-access';
import { makeIdentity } from './identity';
import { keepKnownHosts } from './known-hosts';
import { type SshUse, sshProgram } from './ssh-program';

/**
 * Connects to a server with the system's ssh and returns its exit code. The private key stays in this process; ssh
 * uses it through an agent.
 */
export async function connectServer(
  zli: Zli,
  api: Api,
  connection: Connection,
  use: SshUse,
): Promise<number> {
  const { holder, identity } = makeIdentity();
  const temporary = createTemporaryFolder();
  const agentSocket = join(temporary.path, 'agent');
  try {
    return await withAccess(api, connection, holder, async (monitor) => {
      const agent = await startAgent({ socketPath: agentSocket, identity });
      try {
        const { path: knownHosts, isHostKnown } = keepKnownHosts(zli.folder, connection);
        if (!isHostKnown && !existsSync(knownHosts))
          zli.terminal.info(
            `First connection to ${nameTarget(connection)}: zli stores its host key and refuses others from now on.`,
          );
        const program = sshProgram(connection, { agentSocket, knownHosts, isHostKnown }, use);
        return await runProgram(program, monitor, zli.terminal);
      } finally {
        await agent.close();
      }
    });
  } finally {
    temporary.remove();
  }
}
