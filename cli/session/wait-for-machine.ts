import { setTimeout as wait } from 'node:timers/promises';
import { Failure, isTransient } from '../failure';
import type { Api } from '../http/api';
import type { Connection } from './connection';

/** A session on a dynamic server in the API, reduced to what `zli` needs. */
type Machine = Pick<Connection, 'remoteHost' | 'remotePort' | 'serverIdentity'> & {
  connectionState: 'Open' | 'Closed' | 'Error' | 'Pending';
  provisioningServerErrorMessage: string;
};

const PAUSE_MS = 2000;

/**
 * Waits until the machine of a session has registered, and returns the connection with its address and host keys. Throws a
 * `Failure` if it does not come, and at Ctrl-C; the caller then closes the session.
 */
export async function waitForMachine(
  api: Api,
  connection: Connection,
  inform: (line: string) => void,
): Promise<Connection> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.on('SIGINT', interrupt);
  inform(`Starting a machine for this session on ${connection.targetName}. Ctrl-C stops it.`);
  try {
    for (;;) {
      const machine = await fetchIfReachable(api, connection.connectionId, stop.signal);
      if (machine?.connectionState === 'Open') {
        const { remoteHost, remotePort, serverIdentity } = machine;
        return { ...connection, remoteHost, remotePort, serverIdentity };
      }
      if (machine && machine.connectionState !== 'Pending') throw missing(connection, machine);
      await wait(PAUSE_MS, undefined, { signal: stop.signal });
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new Failure('interrupted', 'Stopped waiting, and closed the session.');
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function missing({ targetName }: Connection, machine: Machine): Failure {
  const why = machine.provisioningServerErrorMessage || 'Its session was closed.';
  return new Failure(
    'unreachable',
    `No machine was started for you on ${targetName}. ${why} Try again, or tell an admin.`,
  );
}

// The server may restart, or the network change, while zli waits.
async function fetchIfReachable(api: Api, id: string, signal: AbortSignal): Promise<Machine | null> {
  try {
    return await api.get<Machine>(`connections/dynamic-access/${id}`, {}, { signal });
  } catch (error) {
    if (!signal.aborted && isTransient(error)) return null;
    throw error;
  }
}
