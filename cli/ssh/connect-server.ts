import { join } from 'node:path';
import { startAgent } from '@/lib/ssh/agent';
import type { Zli } from '../context';
import type { Api } from '../http/api';
import { type Connection, nameTarget } from '../session/connection';
import { runProgram } from '../session/run-program';
import { createTemporaryFolder } from '../session/temporary-folder';
import { withAccess } from '../session/with-access';
import { makeIdentity } from './identity';
import { loginOf, prepareKnownHosts } from './login';
import { describeRefusal, isCertificateRefused } from './refused-certificate';
import { type SshUse, sshProgram } from './ssh-program';

/**
 * Connects to a server with the system's ssh and returns its exit code. The private key stays in this process; ssh
 * uses it through an agent. `prepare` decides what to do there; it gets a folder that is deleted at the end.
 */
export async function connectServer(
  zli: Zli,
  api: Api,
  connection: Connection,
  prepare: (folder: string) => SshUse | Promise<SshUse>,
): Promise<number> {
  const { holder, identities } = makeIdentity();
  const temporary = createTemporaryFolder();
  const agentSocket = join(temporary.path, 'agent');
  try {
    return await withAccess(api, zli.terminal.notify, connection, holder, async (monitor) => {
      const agent = await startAgent({ socketPath: agentSocket, identities });
      try {
        const login = loginOf(connection);
        const known = prepareKnownHosts(zli, login);
        const use = await prepare(temporary.path);
        const program = sshProgram(login, { agentSocket, ...known }, use);
        const code = await runProgram(program, monitor, zli.terminal);
        if (isCertificateRefused(agent.use()))
          zli.terminal.error(describeRefusal(nameTarget(login), api.now()));
        return code;
      } finally {
        await agent.close();
      }
    });
  } finally {
    temporary.remove();
  }
}
