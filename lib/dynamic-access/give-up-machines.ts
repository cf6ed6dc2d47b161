import { cutConnection } from '@/lib/connections/cut-connection';
import type { Tx } from '@/lib/db/client';
import { findConnection } from '@/lib/db/connections/connections';
import { findMissingMachines, writeStartError } from '@/lib/db/connections/machines';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';
import { clockOf, type MachineId } from './machine-job';

const batchSize = 200;

/** Gives up machines that do not come: closes their sessions, and has those stopped that were started. Returns how many. */
export async function giveUpMachines(): Promise<number> {
  const missing = await findMissingMachines(batchSize);
  return sweepEach(missing, 'a machine could not be given up', async ({ isStarted, ...about }) => {
    await inTransaction((tx) =>
      isStarted
        ? cutUnusable(tx, about, 'its machine did not register in time')
        : failStart(tx, about, 'The start webhook did not answer in time.'),
    );
    return true;
  });
}

/** A machine was not started: writes why, and closes its session. */
export async function failStart(tx: Tx, about: MachineId, error: string): Promise<void> {
  if (await writeStartError(tx, about, error))
    await cutUnusable(tx, about, 'its machine could not be started');
}

async function cutUnusable(tx: Tx, about: MachineId, words: string): Promise<void> {
  const connection = await findConnection(about.organizationId, about.connectionId, tx);
  const at = await databaseNow(tx);
  if (connection) await cutConnection(tx, clockOf(about), connection, { at, reason: 'closed', words });
}
