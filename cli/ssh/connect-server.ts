import { join } from 'node:path';
import { startAgent } from '@/lib/ssh/agent';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import type { Connection } from '../connect/connection';
import { duringAccess } from '../connect/during-access';
import { runProgram } from '../connect/run-program';
import { makeTemporaryFolder } from '../connect/temporary-folder';
import type { Api } from '../http/api';
import type { Zli } from '../zli';
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
  const keys = makeKeyPair();
  const temporary = makeTemporaryFolder();
  const agentSocket = join(temporary.path, 'agent');
  let certificateLine = '';
  const holder = {
    publicKey: keys.publicLine,
    use: ({ certificate }: { certificate: string }) => {
      certificateLine = certificate;
    },
  };
  try {
    return await duringAccess(api, connection, holder, async (guard) => {
      const identity = () => ({ publicKey: keys.publicKey, sign: keys.sign, certificateLine });
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
