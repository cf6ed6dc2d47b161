import { bareHost } from '@/lib/core/target/host-address';
import { formatVerb, requestLine } from '@/lib/core/text/target';
import { startAgent } from '@/lib/ssh/agent';
import type { Zli } from '../context';
import { accessOf, type Connection, nameTarget } from '../session/connection';
import type { ConnectionMonitor } from '../session/monitor-connection';
import { openConnection } from '../session/open-connection';
import { stopSignal } from '../session/stop-signals';
import { withAccess } from '../session/with-access';
import { readTargetString } from '../targets/target-string';
import { makeIdentity } from './identity';
import { knowHost } from './known-hosts';
import { type Claim, claimSocket } from './proxy-socket';
import { describeRefusal, isCertificateRefused } from './refused-certificate';
import { scanHostKeys } from './scan-host-keys';
import { readParentCommand, readSshCall } from './ssh-call';
import { connectTo, pipeThrough } from './tcp';

/** The arguments that ssh passes to its ProxyCommand. */
type ProxyCall = { host: string; user: string; socket: string; server?: string | undefined };

/** Prefix in ssh's configuration for targets that it doesn't list. */
const PREFIX = 'bzero-';

/**
 * Connects one ssh process to a target: publishes the agent and the known hosts, then forwards the bytes until the
 * access ends. Returns the exit code. Throws a `Failure` if there is no access.
 */
export async function serveProxy(zli: Zli, { host, user, socket, server }: ProxyCall): Promise<number> {
  const claim = claimSocket(socket);
  const { forwards, isTunnel } = readSshCall(readParentCommand());
  const api = await zli.openApi(server);
  const wanted = {
    target: { ...readHost(host), user },
    targetType: undefined,
    targetGroups: [],
    // Only the action Tunnel forwards, and it runs no command.
    verb: isTunnel ? ('Tunnel' as const) : undefined,
  };
  const connection = await openConnection(api, wanted, zli.terminal.info);
  if (forwards && connection.verbType !== 'Tunnel') zli.terminal.info(describeNoForwarding(connection));
  const { holder, identities } = makeIdentity();
  return withAccess(api, zli.terminal.notifyBehindSsh, connection, holder, async (monitor) => {
    const agent = await startAgent({ socketPath: claim.own, identities });
    try {
      const code = await forward(zli, connection, claim, monitor);
      if (isCertificateRefused(agent.use()))
        zli.terminal.error(describeRefusal(nameTarget(connection), api.now()));
      return code;
    } finally {
      await agent.close();
      claim.release();
    }
  });
}

async function forward(
  zli: Zli,
  connection: Connection,
  claim: Claim,
  monitor: ConnectionMonitor,
): Promise<number> {
  const host = bareHost(connection.remoteHost);
  const port = connection.remotePort ?? 22;
  claim.publish(await knowHost(zli.folder, connection, () => scanHostKeys(host, port)));
  const stopped = stopSignal('SIGINT');
  const socket = await connectTo(host, port);
  try {
    const piped = pipeThrough(socket).then(() => 0);
    const first = await Promise.race([piped, monitor.ended, stopped]);
    if (typeof first === 'number') return first;
    zli.terminal.error(first.message);
    return first.exitCode;
  } finally {
    socket.destroy();
    process.stdin.destroy();
  }
}

function describeNoForwarding(connection: Connection): string {
  const access = accessOf(connection);
  const request = requestLine({ ...access, verb: 'Tunnel' });
  return (
    `This session on ${nameTarget(connection)} has the action ${formatVerb(access.verb ?? 'Shell')}, which forwards no ports, so the server refuses the forwarding that ssh was called with. ` +
    `Forwarding needs the action Tunnel, in a session without a command (ssh -N). Request it with: ${request}\n` +
    'The remote session of an editor needs a shell and forwarding in one session, which no action gives.'
  );
}

// The name of a target can itself begin with the prefix, so the whole name is tried first.
function readHost(host: string) {
  const target = readTargetString(host);
  if (!host.startsWith(PREFIX) || host === PREFIX) return target;
  const [first, ...others] = target.readings;
  const { text, readings } = readTargetString(host.slice(PREFIX.length));
  return { text, user: null, readings: [first, ...others, ...readings] satisfies typeof readings };
}
