import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type AgentIdentity, startAgent } from '@/lib/ssh/agent';
import type { Zli } from '../context';
import { exitCode, Failure } from '../failure';
import { type Connection, nameTarget } from '../session/connection';
import type { ConnectionMonitor } from '../session/monitor-connection';
import { awaitExit } from '../session/run-program';
import type { SessionEnd } from '../session/session-end';
import { loginOf, prepareKnownHosts } from '../ssh/login';
import { sshProgram } from '../ssh/ssh-program';
import { chooseLocalPort, readLocalPort } from './local-port';
import { describeFailedTunnel } from './tunnel-text';

export type TunnelOptions = {
  monitor: ConnectionMonitor;
  /** the key of the tunnel, with its certificate */
  identities: () => AgentIdentity[];
  /** a folder of this session */
  folder: string;
  /** the local port; that of the target, or any free one, if it is undefined */
  customPort: string | undefined;
};

/**
 * Runs `work` with a local port that leads to the target of `connection.tunnel`, and ends the ssh that carries it
 * afterward. The monitor that `work` gets also ends when that ssh does. Throws a `Failure` if the port is in use or ssh
 * can't open the tunnel.
 */
export async function withTunnel(
  zli: Zli,
  connection: Connection,
  { monitor, identities, folder, customPort }: TunnelOptions,
  work: (port: number, monitor: ConnectionMonitor) => Promise<number>,
): Promise<number> {
  const { tunnel } = connection;
  if (!tunnel) throw new Error('the connection has no tunnel');
  const port = await chooseLocalPort(readLocalPort(customPort) ?? tunnel.localPort);
  const login = loginOf(connection);
  const agentSocket = join(folder, 'agent');
  const agent = await startAgent({ socketPath: agentSocket, identities });
  const forwarding = { localPort: port, host: tunnel.host, port: tunnel.port };
  const files = { agentSocket, ...prepareKnownHosts(zli, login) };
  const ssh = startSsh(sshProgram(login, files, { verb: 'Tunnel', forwarding }).args);
  const exited = awaitExit(ssh, 'ssh');
  const kill = () => ssh.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const listens = once(ssh.stdout as NodeJS.ReadableStream, 'data').then(() => true);
    const isOpen = await Promise.race([listens, exited.then(() => false)]);
    if (!isOpen) throw new Failure('unreachable', describeFailedTunnel(connection));
    const lost = exited.then(() => endByTunnel(connection));
    return await work(port, { ...monitor, ended: Promise.race([monitor.ended, lost]) });
  } finally {
    kill();
    process.off('exit', kill);
    await agent.close();
  }
}

/**
 * Starts ssh apart from the terminal, so that Ctrl-C reaches only the program that uses the tunnel. It prints a line once
 * it listens (`LocalCommand` in ssh_config(5) runs after the login; ssh opens its local ports before).
 */
function startSsh(args: readonly string[]): ChildProcess {
  const report = ['-o', 'PermitLocalCommand=yes', '-o', 'LocalCommand=echo'];
  return spawn('ssh', [...report, ...args], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
}

function endByTunnel(connection: Connection): SessionEnd {
  return {
    message: `The tunnel to ${nameTarget(connection)} through ${connection.tunnel?.serverName} has ended. Connect again.`,
    exitCode: exitCode.error,
  };
}
