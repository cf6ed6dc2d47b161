import { isAccountName, isOneLine } from '@/lib/core/one-line';
import { findHostProblem } from '@/lib/core/target/host-address';
import type { TargetType, Verb } from '@/lib/core/target/target';
import { isHostAddress } from '@/lib/core/target/tunnel';
import type { TargetAccess } from '@/lib/core/text/target';
import { Failure } from '../failure';

/** A connection in the API, reduced to what `zli` needs. */
export type Connection = {
  connectionId: string;
  targetId: string;
  targetName: string;
  environmentName: string;
  targetType: TargetType;
  /** empty for a web app */
  targetUser: string;
  targetGroups: string[];
  /** empty where there is one implied action */
  verbType: Verb | '';
  remoteHost: string;
  remotePort: number | null;
  databaseType: string | null;
  /** host keys of a server, one per line; for other targets the PEM of the authority of its TLS certificate */
  serverIdentity: string | null;
  /** for RDP, SQL Server, and a database or web app behind a server: that server is at the address above; otherwise null */
  tunnel: Tunnel | null;
  /** whether a machine is started for it, which `waitForMachine` waits for; an earlier server starts none */
  isStarting?: boolean;
  accessExpirationTime: string | null;
};

/** The account on the server in between, and where its tunnel goes. */
export type Tunnel = {
  serverId: string;
  serverName: string;
  account: string;
  host: string;
  port: number;
  /** the PEM of the authority of a database's TLS certificate; null if it is not known, and for others */
  identity: string | null;
  /** the address of a web app as seen from the server; null for others */
  url: string | null;
  /** null for any free one */
  localPort: number | null;
};

/**
 * Checks the fields that become arguments of other programs, or lines in their files.
 *
 * Throws a `Failure` if a program could misread one, for example as an option.
 */
export function checkConnection(connection: Connection): Connection {
  const { connectionId, remoteHost, remotePort, targetUser, targetId, targetName, serverIdentity } =
    connection;
  const isPort = remotePort === null || isPortNumber(remotePort);
  const isHost = remoteHost !== '' && findHostProblem(remoteHost) === null && isOneLine(remoteHost);
  const isUser = targetUser === '' || isAccountName(targetUser);
  const isTunnel = !connection.tunnel || isTunnelOf(connection.tunnel);
  if (
    isPort &&
    isHost &&
    isUser &&
    isIdentity(serverIdentity) &&
    isTunnel &&
    isId(targetId) &&
    isId(connectionId)
  )
    return connection;
  throw new Failure(
    'bad-answer',
    `zli can't use the address of ${targetName}. Ask an admin to correct it in the console, under Targets.`,
  );
}

function isTunnelOf({ serverId, account, host, port, identity, url, localPort }: Tunnel): boolean {
  const isAddress = isHostAddress(host) && isPortNumber(port);
  const isUrl = !url || (/^https?:/.test(url) && URL.canParse(url));
  const isLocal = !localPort || isPortNumber(localPort);
  return isId(serverId) && isAccountName(account) && isAddress && isIdentity(identity) && isUrl && isLocal;
}

function isIdentity(text: string | null): boolean {
  return !text || text.split('\n').every(isOneLine);
}

function isPortNumber(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port < 65_536;
}

/** Whether a text is the id of a row at the server, and so also a file name. */
export function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

/** The name of a target with its environment, as used in commands. */
export function nameTarget({ targetName, environmentName }: Connection): string {
  return `${targetName}.${environmentName}`;
}

/** The target and access of a connection, from which the commands to connect and request are written. */
export function accessOf(connection: Connection): TargetAccess {
  const { targetName: name, environmentName: environment, targetUser, targetGroups, verbType } = connection;
  return {
    target: { name, environment },
    targetUser: targetUser || null,
    targetGroups,
    verb: verbType || null,
  };
}
