import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';
import { log } from '@/lib/log';

/** Inside a transaction, the only client that may be used. */
export type Tx = Prisma.TransactionClient;

type Database = { pool: pg.Pool; prisma: PrismaClient; aside: pg.Pool };
const shared = globalThis as { bzeroDatabase?: Database };

/**
 * The connections of this process: Prisma for what it is good at, the pool below it for hot reads, and one
 * connection aside for what is looked up while a transaction holds one of the pool's. Taken from the pool,
 * ten transactions at once would each wait for an eleventh connection until they time out.
 */
export function database(): Database {
  shared.bzeroDatabase ??= connect();
  return shared.bzeroDatabase;
}

/** Closes all connections; the next use opens them again. */
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

// Connections are few and stay open: a timer for each, at each query, would only cost.
function newPool(max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max, idleTimeoutMillis: 0 });
  // Without a listener a database that goes away takes the process with it.
  pool.on('error', (error) => {
    // `end` resolves before the sockets are closed: a database that stops right then is no loss.
    if (!pool.ending) log().warn({ err: error.message }, 'a database connection was lost');
  });
  return pool;
}
