import pg from 'pg';
import type { Tx } from './client';
import { connectionSettings } from './pool';

// Advisory locks of a transaction. PostgreSQL grants them in the order in which transactions wait, so readers can't
// overtake a waiting writer, as they do at a locked row. Each key is the hash of a text, in the key space of
// `prismaLock` (lib/db/migrate.ts).
//
// Order: the first organization, the rules of an organization, a grant, a connection, the openings of a person, the
// signing of a log, and then rows. A transaction takes a lock only after it has authorized its caller and found what the
// call is about, so that no stranger's call makes an admin wait.
//
// What only uses access waits as long as every statement does (lib/db/pool.ts), and is then told that the server is busy.
// What changes rules or ends access waits longer than PostgreSQL lets a stopped process keep a lock.
const waitToChangeMs = 10_000;

/**
 * Decisions of an organization run concurrently, but not while its rules change: a policy edit waits for running
 * decisions, then sees every grant that they made. Each transaction that decides takes this lock, and reads afterwards.
 */
export async function lockForDecision(tx: Tx, organizationId: string): Promise<void> {
  await lockShared(tx, `rules ${organizationId}`);
}

/** The counterpart of `lockForDecision`, for each transaction that changes who can access what. */
export async function lockForRuleChange(tx: Tx, organizationId: string): Promise<void> {
  await lockExclusive(tx, `rules ${organizationId}`);
}

/** Of two sign-ins that would create the first organization, one finds the other's. Taken before every other lock. */
export async function lockFirstOrganization(tx: Tx): Promise<void> {
  await lockExclusive(tx, 'first organization');
}

/** Keeps a grant from ending before this transaction does. False if it has ended. */
export async function lockGrantForUse(tx: Tx, requestId: string): Promise<boolean> {
  await lockShared(tx, `grant ${requestId}`);
  const row = await tx.grant.findFirst({ where: { requestId, state: 'Active' }, select: { id: true } });
  return row !== null;
}

/** The counterpart of `lockGrantForUse`: waits until nothing is issued for a grant, which then sees what was. */
export async function lockGrantForEnd(tx: Tx, requestId: string): Promise<void> {
  await lockExclusive(tx, `grant ${requestId}`);
}

/** Keeps a connection from closing before this transaction does. False if it has closed. */
export async function lockConnectionForUse(tx: Tx, id: string): Promise<boolean> {
  await lockShared(tx, `connection ${id}`);
  const row = await tx.connection.findFirst({ where: { id, state: 'Open' }, select: { id: true } });
  return row !== null;
}

/** The counterpart of `lockConnectionForUse`. */
export async function lockConnectionForEnd(tx: Tx, id: string): Promise<void> {
  await lockExclusive(tx, `connection ${id}`);
}

/** The openings of connections by one person wait for each other, so that their number is right. */
export async function lockOpenings(tx: Tx, userId: string): Promise<void> {
  await lockExclusive(tx, `connections of ${userId}`);
}

/** Processes that sign the checkpoints of a log wait for each other. */
export async function lockForSigning(tx: Tx, log: string): Promise<void> {
  await lockExclusive(tx, `audit-signing ${log}`);
}

/**
 * A call of the API with an `Idempotency-Key` runs once at a time. It waits for nothing, so its place in the order doesn't
 * matter. False if another transaction runs it.
 */
export async function lockAnswer(
  tx: Tx,
  { organizationId, callerId, key }: { organizationId: string; callerId: string; key: string },
): Promise<boolean> {
  const name = `answer ${organizationId} ${callerId} ${key}`;
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS "locked"`;
  return row?.locked === true;
}

async function lockShared(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`;
}

// `set_config` stands first: PostgreSQL evaluates the columns from left to right.
async function lockExclusive(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT set_config('lock_timeout', ${String(waitToChangeMs)}, true),
    pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** Work under a named lock can call Slack, which takes a while; the lock of a stopped process ends after this. */
const namedLockMs = 60_000;

/**
 * Runs `work` while holding a named lock. Other processes wait for it, ten seconds at most. The lock belongs to a
 * connection of its own, so it is released when the process ends, and no query waits for `work`.
 */
export async function withNamedLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: process.env.DATABASE_URL,
    ...connectionSettings(),
    lock_timeout: waitToChangeMs,
    idle_in_transaction_session_timeout: namedLockMs,
  });
  // A lost connection is found by the next statement.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } finally {
    // Closing the connection releases the lock in every case.
    await client.end();
  }
}
