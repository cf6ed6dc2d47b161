import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';
import { log } from '@/lib/log';

/** The client of a transaction. Use no other client inside one. */
export type Tx = Prisma.TransactionClient;

type Database = { pool: pg.Pool; prisma: PrismaClient; aside: pg.Pool };
const shared = globalThis as { bzeroDatabase?: Database };

/**
 * The connections of this process: Prisma, its pool for frequent reads, and one extra connection for lookups while a
 * transaction holds a connection of the pool. From the pool, ten concurrent transactions would each wait for an eleventh
 * connection until they time out.
 */
export function database(): Database {
  shared.bzeroDatabase ??= connect();
  return shared.bzeroDatabase;
}

/** Closes all connections. The next use opens new ones. */
export async function disconnect(): Promise<void> {
  const open = shared.bzeroDatabase;
  delete shared.bzeroDatabase;
  await open?.prisma.$disconnect();
  await open?.pool.end();
  await open?.aside.end();
}

function connect(): Database {
  const pool = newPool(10);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }), aside: newPool(1) };
}

// There are few connections and they stay open. An idle timer for each query would only add cost.
function newPool(max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max, idleTimeoutMillis: 0 });
  // Without a listener, a lost database connection would end the process.
  pool.on('error', (error) => {
    // `end` resolves before the sockets are closed, so a database that stops right then is no loss.
    if (!pool.ending) log().warn({ err: error.message }, 'a database connection was lost');
  });
  return pool;
}
