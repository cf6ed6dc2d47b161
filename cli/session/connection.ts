import type { TargetType, Verb } from '@/lib/core/target/target';
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
  accessExpirationTime: string | null;
};

/**
 * Checks the fields that become arguments of other programs, or lines in their files.
 *
 * Throws a `Failure` if a program could misread one, for example as an option.
 */
export function checkConnection(connection: Connection): Connection {
  const { remoteHost, remotePort, targetUser, targetId, targetName } = connection;
  const isPort =
    remotePort === null || (Number.isInteger(remotePort) && remotePort > 0 && remotePort < 65_536);
  const isHost = /^[^\s-][^\s]*$/.test(remoteHost);
  const isUser = !/^-|\p{Control}/u.test(targetUser);
  if (isPort && isHost && isUser && /^[0-9a-f-]{36}$/i.test(targetId)) return connection;
  throw new Failure(
    'bad-answer',
    `zli can't use the address of ${targetName}. Ask an admin to correct it in the console, under Inventory.`,
  );
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
