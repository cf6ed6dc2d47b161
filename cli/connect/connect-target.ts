import { shellLine } from '@/lib/core/target/shell-word';
import { hasVerbs } from '@/lib/core/target/target';
import { needsTunnel } from '@/lib/core/target/tunnel';
import { requestMissingAccess } from '../access/request-missing-access';
import type { Zli } from '../context';
import { Failure } from '../failure';
import type { Api } from '../http/api';
import type { Connection } from '../session/connection';
import { describeEnd } from '../session/describe-end';
import { type ConnectionInput, openConnection } from '../session/open-connection';
import { readForwarding } from '../ssh/forwarding';
import type { SshUse } from '../ssh/ssh-program';
import { readLocalPort } from '../tunnels/local-port';
import { describeFailedTunnel } from '../tunnels/tunnel-text';

type ConnectOptions = ConnectionInput & {
  reason: string | null;
  isWaiting: boolean;
  /** LOCAL:HOST:PORT of the action Tunnel, or the local port of another tunnel */
  customPort: string | undefined;
  isBrowserOpened: boolean;
  /** command to run; empty for an interactive session */
  command: readonly string[];
};

/** Connects to a target, requests access if it is missing, and returns the exit code. Throws a `Failure`. */
export async function connectTarget(zli: Zli, options: ConnectOptions): Promise<number> {
  checkUse(options);
  const api = await zli.openApi();
  const connection = await openOrRequest(zli, api, options);
  announceEnd(zli, connection, api.now(), options);
  if (hasVerbs(connection.targetType)) {
    const { connectServer } = await import('../ssh/connect-server');
    const code = await connectServer(zli, api, connection, (folder) =>
      prepareUse(zli, connection, options, folder),
    );
    if (code === sshFailed && connection.tunnel) zli.terminal.error(describeFailedTunnel(connection));
    return code;
  }
  switch (connection.targetType) {
    case 'Cluster': {
      const { connectCluster } = await import('../kube/connect-cluster');
      return connectCluster(zli, api, connection, options.command);
    }
    case 'Db': {
      const { connectDatabase } = await import('../databases/connect-database');
      return connectDatabase(zli, api, connection, options);
    }
    default: {
      const { connectWeb } = await import('./connect-web');
      return connectWeb(zli, api, connection, options);
    }
  }
}

// A command has a reader of its own for what it prints, and the browser shows the end of access to a web app.
function announceEnd(zli: Zli, connection: Connection, now: Date, { command }: ConnectOptions): void {
  const end = describeEnd(connection, now);
  const isShownByBrowser = connection.targetType === 'Web' && !connection.tunnel;
  if (end && command.length === 0 && !isShownByBrowser) zli.terminal.info(end);
}

/** The exit code of ssh for its own errors, which it has printed. */
const sshFailed = 255;

async function openOrRequest(zli: Zli, api: Api, options: ConnectOptions): Promise<Connection> {
  try {
    const connection = await openConnection(api, options, zli.terminal.info);
    if (options.target.user === null && connection.targetUser)
      zli.terminal.info(`Using target user: ${connection.targetUser}`);
    return connection;
  } catch (missing) {
    const { target, targetGroups, verb = null, reason, isWaiting } = options;
    const access = {
      targetUser: target.user,
      targetGroups,
      verb,
      reason,
      isWaiting,
      again: commandToRepeat(options),
    };
    const granted = await requestMissingAccess(api, zli.terminal, missing, access);
    const input: ConnectionInput = {
      target: { ...target, user: granted.targetUser, readings: [{ targetId: granted.target.id }] },
      targetType: undefined,
      targetGroups: granted.targetGroups,
      verb: granted.verbType ?? undefined,
    };
    return openConnection(api, input, zli.terminal.info);
  }
}

function commandToRepeat({ target, targetGroups, verb, customPort }: ConnectOptions): string {
  const words = ['zli', 'connect', target.user === null ? target.text : `${target.user}@${target.text}`];
  for (const group of targetGroups) words.push('--targetGroup', group);
  if (verb) words.push('--protocol', verb.toLowerCase());
  if (customPort) words.push('--customPort', customPort);
  return shellLine(words);
}

// Called before anything is opened or requested.
function checkUse({ verb, command, customPort }: ConnectOptions): void {
  if (verb === 'Tunnel') readForwarding(customPort);
  if (needsTunnel(verb ?? null)) readLocalPort(customPort);
  if (command.length > 0 && verb !== undefined && verb !== 'Shell')
    throw new Failure(
      'usage',
      `You can't run a command with --protocol ${verb.toLowerCase()}. Leave it out, or use ssh and scp after running zli generate sshConfig.`,
    );
}

async function prepareUse(
  zli: Zli,
  connection: Connection,
  { command, customPort }: ConnectOptions,
  folder: string,
): Promise<SshUse> {
  const verbType = connection.verbType || null;
  if (needsTunnel(verbType)) {
    const { prepareTunnel } = await import('../tunnels/prepare-tunnel');
    return prepareTunnel(zli.terminal, connection, { customPort, folder });
  }
  if (verbType === 'FileTransfer') return { verb: verbType };
  if (verbType === 'Tunnel') {
    const forwarding = readForwarding(customPort);
    zli.terminal.info(
      `Forwarding localhost:${forwarding.localPort} to ${forwarding.host}:${forwarding.port}. Press Ctrl-C to stop.`,
    );
    return { verb: verbType, forwarding };
  }
  const isTerminal = Boolean(process.stdin.isTTY && (command.length === 0 || process.stdout.isTTY));
  return { verb: 'Shell', command, isTerminal };
}
