import { commits } from '@/lib/commits';
import { connections, database, enclosing, type Tx } from './client';

const attempts = 3;

/**
 * Runs `work` in one transaction. Retries it after a deadlock or a serialization failure (P2034), so `work` must have no
 * other effects. Fails after `timeout` milliseconds. Inside `inOneTransaction`, it runs `work` as a part of that transaction,
 * which it undoes if `work` throws.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, timeout = 15_000): Promise<T> {
  const outer = enclosing.getStore()?.tx;
  if (outer) return asPart(outer, work);
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await connections().prisma.$transaction(work, { maxWait: 5_000, timeout });
      commits().emit('commit');
      return result;
    } catch (error) {
      if (attempt === attempts || !isPrismaError(error, 'P2034')) throw error;
    }
  }
}

async function asPart<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await tx.$executeRaw`SAVEPOINT part`;
  try {
    const result = await work(tx);
    await tx.$executeRaw`RELEASE SAVEPOINT part`;
    return result;
  } catch (error) {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT part`;
    throw error;
  }
}

/**
 * Runs `work`, and with it every transaction that the functions it calls open, as one: all of it commits, or nothing. Retries
 * it as `inTransaction` does, so `work` must have no other effects and must not wait for something outside of the database.
 */
export async function inOneTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    const scope: { tx: Tx | null } = { tx };
    try {
      return await enclosing.run(scope, () => work(tx));
    } finally {
      // What goes on in the background must not use a transaction that has ended.
      scope.tx = null;
    }
  });
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
