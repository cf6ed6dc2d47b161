import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';
import { LimitedPool } from './pool';

/** The client of a transaction. Use no other client inside one. */
export type Tx = Prisma.TransactionClient;

type Connections = {
  pool: pg.Pool;
  prisma: PrismaClient;
  aside: pg.Pool;
  checks: { pool: pg.Pool; prisma: PrismaClient };
  health: pg.Pool;
};
type Database = Omit<Connections, 'prisma'> & { prisma: Tx; reads: pg.Pool | Tx };
const shared = globalThis as { bzeroDatabase?: Connections };

/** The transaction that encloses the running code (`inOneTransaction`); null after its end. */
export const enclosing = new AsyncLocalStorage<{ tx: Tx | null }>();

/**
 * The connections of this process:
 *
 * - `prisma`, and `pool` for frequent reads, which share ten connections. Inside `inOneTransaction`, `prisma` is its
 *   transaction, so that it sees what was written, and so is `reads`, which is `pool` otherwise.
 * - `aside`, for lookups while a transaction holds a connection of the pool. From the pool, ten concurrent transactions
 *   would each wait for an eleventh connection until they time out.
 * - `checks`, for whether a connection that someone uses is still allowed. These reads wait for no lock, and go on while
 *   every connection of the pool waits for one.
 * - `health`, for whether the database answers.
 */
export function database(): Database {
  const tx = enclosing.getStore()?.tx;
  const open = connections();
  return { ...open, prisma: tx ?? open.prisma, reads: tx ?? open.pool };
}

/** The same, outside of every transaction. */
export function connections(): Connections {
  shared.bzeroDatabase ??= connect();
  return shared.bzeroDatabase;
}

/** Closes all connections. The next use opens new ones. */
export async function disconnect(): Promise<void> {
  const open = shared.bzeroDatabase;
  delete shared.bzeroDatabase;
  if (!open) return;
  const { pool, prisma, aside, checks, health } = open;
  await Promise.all([prisma.$disconnect(), checks.prisma.$disconnect()]);
  await Promise.all([pool, aside, checks.pool, health].map((each) => each.end()));
}

function connect(): Connections {
  return {
    ...withPrisma(new LimitedPool({ max: 10 })),
    aside: new LimitedPool({ max: 1 }),
    checks: withPrisma(new LimitedPool({ max: 4 })),
    health: new LimitedPool({ max: 2, statementMs: 1_000, silenceMs: 1_200 }),
  };
}

function withPrisma(pool: pg.Pool): { pool: pg.Pool; prisma: PrismaClient } {
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}
