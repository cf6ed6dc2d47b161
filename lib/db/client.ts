import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';
import { log } from '@/lib/log';

/** Inside a transaction, the only client that may be used. */
export type Tx = Prisma.TransactionClient;

type Database = { pool: pg.Pool; prisma: PrismaClient };
const shared = globalThis as { bzeroDatabase?: Database };

/** The connections of this process: Prisma for what it is good at, and the pool below it for hot reads. */
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
}

function connect(): Database {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  // Without a listener a database that goes away takes the process with it.
  pool.on('error', (error) => log().warn({ err: error.message }, 'a database connection was lost'));
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}
