import { join } from 'node:path';
import { startAgent } from '@/lib/ssh/agent';
import type { Zli } from '../context';
import type { Api } from '../http/api';
import type { Connection } from '../session/connection';
import { duringAccess } from '../session/during-access';
import { runProgram } from '../session/run-program';
import { makeTemporaryFolder } from '../session/temporary-folder';
import { makeIdentity } from './identity';
import { keepKnownHosts } from './known-hosts';
import { type SshUse, sshProgram } from './ssh-program';

/**
 * Connects to a server with the system's ssh, and gives its exit code. The key lives in this process only:
 * ssh reaches it through an agent that ends with it.
 */
export async function connectServer(
  zli: Zli,
  api: Api,
  connection: Connection,
  use: SshUse,
): Promise<number> {
  const { holder, identity } = makeIdentity();
  const temporary = makeTemporaryFolder();
  const agentSocket = join(temporary.path, 'agent');
  try {
    return await duringAccess(api, connection, holder, async (guard) => {
      const agent = await startAgent({ socketPath: agentSocket, identity });
      try {
        const { path: knownHosts, isHostKnown } = keepKnownHosts(zli.folder, connection);
        const program = sshProgram(connection, { agentSocket, knownHosts, isHostKnown }, use);
        return await runProgram(program, guard, zli.terminal);
      } finally {
        await agent.close();
      }
    });
  } finally {
    temporary.remove();
  }
}
