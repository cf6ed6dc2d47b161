import { startAgent } from '@/lib/ssh/agent';
import type { Zli } from '../context';
import type { Connection } from '../session/connection';
import type { ConnectionMonitor } from '../session/monitor-connection';
import { openConnection } from '../session/open-connection';
import { listenForStopSignals } from '../session/stop-signals';
import { withAccess } from '../session/with-access';
import { readTargetString } from '../targets/target-string';
import { makeIdentity } from './identity';
import { knowHost } from './known-hosts';
import { type Claim, claimSocket } from './proxy-socket';
import { scanHostKeys } from './scan-host-keys';
import { connectTo, pipeThrough } from './tcp';

/** What ssh passes to its ProxyCommand. */
export type ProxyCall = { host: string; user: string; socket: string };

/** In front of a target's name, in ssh's configuration, for targets that it doesn't list. */
const PREFIX = 'bzero-';

/**
 * Carries one ssh to a target: puts the agent and the known hosts where ssh looks for them once it is
 * connected, then passes its bytes on for as long as the access lasts.
 */
export async function serveProxy(zli: Zli, { host, user, socket }: ProxyCall): Promise<number> {
  const claim = claimSocket(socket);
  const api = await zli.openApi();
  const connection = await openConnection(api, {
    target: { ...readHost(host), user },
    targetType: undefined,
    targetGroups: [],
    verb: undefined,
  });
  const { holder, identity } = makeIdentity();
  return withAccess(api, connection, holder, async (monitor) => {
    const agent = await startAgent({ socketPath: claim.own, identity });
    try {
      return await carry(zli, connection, claim, monitor);
    } finally {
      await agent.close();
      claim.release();
    }
  });
}

async function carry(
  zli: Zli,
  connection: Connection,
  claim: Claim,
  monitor: ConnectionMonitor,
): Promise<number> {
  const host = connection.remoteHost;
  const port = connection.remotePort ?? 22;
  claim.publish(await knowHost(zli.folder, connection, () => scanHostKeys(host, port)));
  const signals = listenForStopSignals('SIGINT');
  const line = await connectTo(host, port);
  try {
    const through = pipeThrough(line).then(() => 0);
    const first = await Promise.race([through, monitor.ended, signals.stopped]);
    if (typeof first === 'number') return first;
    zli.terminal.error(first.message);
    return first.exitCode;
  } finally {
    signals.ignore();
    line.destroy();
    process.stdin.destroy();
  }
}

// A target may itself begin with the prefix, so its whole name goes first.
function readHost(host: string) {
  const target = readTargetString(host);
  if (!host.startsWith(PREFIX) || host === PREFIX) return target;
  const [first, ...others] = target.readings;
  const { text, readings } = readTargetString(host.slice(PREFIX.length));
  return { text, user: null, readings: [first, ...others, ...readings] satisfies typeof readings };
}
