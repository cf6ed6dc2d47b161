import { fromPrisma, PgBoss } from 'pg-boss';
import { database, type Tx } from '@/lib/db/client';
import { log } from '@/lib/log';
import type { Jobs, Queue } from './queues';

const shared = globalThis as { bzeroSender?: PgBoss };

/** Adds a job in the caller's transaction: it runs if and only if that commits, and not before `startAfter`. */
export async function sendJob<Q extends Queue>(
  tx: Tx,
  queue: Q,
  data: Jobs[Q],
  startAfter?: Date,
): Promise<void> {
  const db = fromPrisma(tx);
  await sender().send(queue, data, { db, ...(startAfter && { startAfter }) });
}

/** Adds a job for each of the data, in one statement. */
export async function sendJobs<Q extends Queue>(tx: Tx, queue: Q, data: readonly Jobs[Q][]): Promise<void> {
  if (data.length === 0) return;
  await sender().insert(
    queue,
    data.map((one) => ({ data: one })),
    { db: fromPrisma(tx) },
  );
}

// Never started: it reads the settings of the queues once, and writes through the caller's transaction.
function sender(): PgBoss {
  if (!shared.bzeroSender) {
    const executeSql = (text: string, values?: unknown[]) => database().aside.query(text, values);
    shared.bzeroSender = new PgBoss({
      db: { executeSql },
      supervise: false,
      schedule: false,
      migrate: false,
    });
    shared.bzeroSender.on('error', (error) => log().error({ err: error.message }, 'sending a job failed'));
  }
  return shared.bzeroSender;
}
