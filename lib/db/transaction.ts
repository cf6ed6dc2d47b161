import { database, type Tx } from './client';

const attempts = 3;

/**
 * Runs `work` in one transaction: all of it happens, or nothing. A conflict that only bad luck in timing
 * explains (P2034: deadlock or serialization failure) is tried again, so `work` must have no other effects.
 * What takes longer than `timeout` milliseconds is given up.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, timeout = 15_000): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().prisma.$transaction(work, { maxWait: 5_000, timeout });
    } catch (error) {
      if (attempt === attempts || !isPrismaError(error, 'P2034')) throw error;
    }
  }
}

/** Is this Prisma's error of that code, for example P2002, a unique index that refused? */
export function isPrismaError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** The database's clock. Inside a transaction it stands still, at the transaction's start. */
export async function databaseNow(tx: Tx = database().prisma): Promise<Date> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`SELECT now()`;
  const now = rows[0]?.now;
  if (!now) throw new Error('the database has no clock');
  return now;
}

/**
 * Decisions of an organization run side by side, but not while its rules change: a policy edit waits for
 * the decisions under way, then sees every grant they made. Taken first in each deciding transaction.
 */
export async function lockForDecision(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId}::uuid FOR SHARE`;
}

/** The other side of `lockForDecision`: taken first by whatever changes who may have what. */
export async function lockForRuleChange(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
}
