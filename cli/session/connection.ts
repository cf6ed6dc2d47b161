import type { TargetType, Verb } from '@/lib/core/target/target';
import type { TargetAccess } from '@/lib/core/text/target';
import { Failure } from '../failure';

/** A connection that the server has opened, as far as `zli` needs it. */
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
  /** of a server its host keys, one a line; else the PEM of the authority of its TLS certificate */
  serverIdentity: string | null;
  accessExpirationTime: string | null;
};

/**
 * Checks what becomes an argument of other programs, or a line of their files.
 *
 * @throws Failure where a program could take it for something else.
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
    `The address of ${targetName} is none that zli can use: an admin corrects it in the console, under Inventory.`,
  );
}

/** The target with its environment, as one types it. */
export function nameTarget({ targetName, environmentName }: Connection): string {
  return `${targetName}.${environmentName}`;
}

/** The access that it uses, from which the lines that connect and ask again are written. */
export function accessOf(connection: Connection): TargetAccess {
  const { targetName: name, environmentName: environment, targetUser, targetGroups, verbType } = connection;
  return {
    target: { name, environment },
    targetUser: targetUser || null,
    targetGroups,
    verb: verbType || null,
  };
}
