import type { TargetType, Verb } from '@/lib/core/target/target';
import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { TargetName, TargetString } from '../targets/target-string';
import { type Connection, checkConnection } from './connection';
import { waitForMachine } from './wait-for-machine';

/** The target to connect to, and the access to use. */
export type ConnectionInput = {
  target: TargetString;
  targetType: TargetType | undefined;
  targetGroups: string[];
  verb: Verb | undefined;
};

/**
 * Opens a connection, with the first reading of the target that the server finds. If a machine is started for it, it says so
 * and waits for the machine.
 *
 * Throws a `Failure`; `no-access` has the target's id and whether it can be requested.
 */
export async function openConnection(
  api: Api,
  input: ConnectionInput,
  inform: (line: string) => void = () => undefined,
): Promise<Connection> {
  for (const reading of input.target.readings) {
    const connection = await tryToOpen(api, input, reading);
    if (connection?.isStarting) return openMachine(api, connection, inform);
    if (connection) return checkConnection(connection);
  }
  throw new Failure(
    'not-found',
    `You can't access or request the target ${input.target.text}. List targets with: zli list-targets`,
  );
}

async function openMachine(
  api: Api,
  connection: Connection,
  inform: (line: string) => void,
): Promise<Connection> {
  try {
    return checkConnection(await waitForMachine(api, connection, inform));
  } catch (error) {
    await closeConnection(api, connection);
    throw error;
  }
}

async function tryToOpen(api: Api, input: ConnectionInput, reading: TargetName): Promise<Connection | null> {
  const { target, targetType, targetGroups, verb } = input;
  try {
    return await api.post<Connection>('connections/universal', {
      ...reading,
      targetUser: target.user ?? undefined,
      targetGroups,
      targetType,
      verbType: verb,
    });
  } catch (error) {
    if (isFailure(error, 'not-found')) return null;
    throw error;
  }
}

/** Closes a connection at the server. Errors are ignored: the server shows that it has no contact, and closes it after a day. */
export async function closeConnection(api: Api, { connectionId }: Connection): Promise<void> {
  await api.patch(`connections/${connectionId}/close`, undefined, { timeoutMs: 2000 }).catch(() => {});
}
