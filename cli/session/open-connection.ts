import type { TargetType, Verb } from '@/lib/core/target/target';
import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { TargetName, TargetString } from '../targets/target-string';
import { type Connection, checkConnection } from './connection';

/** What somebody wants to connect to, and how. */
export type ConnectionInput = {
  target: TargetString;
  targetType: TargetType | undefined;
  targetGroups: string[];
  verb: Verb | undefined;
};

/**
 * Opens a connection, by the first reading of the target that the server knows.
 *
 * @throws Failure, among others `no-access` with the target's id and whether it may be asked for.
 */
export async function openConnection(api: Api, input: ConnectionInput): Promise<Connection> {
  for (const reading of input.target.readings) {
    const connection = await tryToOpen(api, input, reading);
    if (connection) return checkConnection(connection);
  }
  throw new Failure(
    'not-found',
    `There is no target ${input.target.text} that you have access to or may ask for. List them with zli list-targets.`,
  );
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

/** Tells the server that a connection is over. It would find out by itself, a minute later. */
export async function closeConnection(api: Api, { connectionId }: Connection): Promise<void> {
  await api.patch(`connections/${connectionId}/close`, undefined, { timeoutMs: 2000 }).catch(() => {});
}
