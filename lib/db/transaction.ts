import { commits } from '@/lib/commits';
import { database, type Tx } from './client';

const attempts = 3;

/**
 * Runs `work` in one transaction. Retries it after a deadlock or a serialization failure (P2034), so `work` must have no
 * other effects. Fails after `timeout` milliseconds.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, timeout = 15_000): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await database().prisma.$transaction(work, { maxWait: 5_000, timeout });
      commits().emit('commit');
      return result;
    } catch (error) {
      if (attempt === attempts || !isPrismaError(error, 'P2034')) throw error;
    }
  }
}

/** Whether an error is Prisma's with this code. P2002 is a violated unique index. */
export function isPrismaError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** The database's clock. Inside a transaction, this is the time of the transaction's start. */
export async function databaseNow(tx: Tx = database().prisma): Promise<Date> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`SELECT now()`;
  const now = rows[0]?.now;
  if (!now) throw new Error('the database has no clock');
  return now;
}
