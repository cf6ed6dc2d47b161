import { AccessError, type ErrorCode } from '@/lib/core/error';
import { database } from '@/lib/db/client';

/** Waits for a use case to throw a refusal and returns it. Fails if the use case succeeded or threw another error. */
export async function refusal(work: Promise<unknown>, code?: ErrorCode): Promise<AccessError> {
  const outcome = await work.then(
    () => new Error('the use case was not refused'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof AccessError)) throw outcome;
  if (code && outcome.code !== code) throw new Error(`refused as ${outcome.code}: ${outcome.message}`);
  return outcome;
}

/** The names of the events about a request, oldest first. */
export async function eventsOf(requestId: string): Promise<string[]> {
  const rows = await database().prisma.auditEvent.findMany({ where: { requestId }, orderBy: { id: 'asc' } });
  return rows.map(({ action }) => action);
}

/** The events of an organization with this name, oldest first: their data and their actor. */
export async function eventsNamed(organizationId: string, action: string) {
  return database().prisma.auditEvent.findMany({ where: { organizationId, action }, orderBy: { id: 'asc' } });
}

/** The notifications about a request: `kind → recipient`, sorted. */
export async function notificationsOf(requestId: string): Promise<string[]> {
  const rows = await database().prisma.slackMessage.findMany({ where: { requestId } });
  return rows.map(({ kind, recipient }) => `${kind} → ${recipient}`).sort();
}

/** How many jobs of a queue contain these values. */
export async function countJobs(queue: string, data: Record<string, string> = {}): Promise<number> {
  const { rows } = await database().pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND data @> $2::jsonb',
    [queue, JSON.stringify(data)],
  );
  return rows[0]?.count ?? 0;
}

/**
 * The number of rows in each table that a use case can write to, to check that a refused use case changes nothing.
 */
export async function countRows(): Promise<Record<string, number>> {
  const tables = ['access_request', 'grant', 'audit_event', 'slack_message', 'policy', 'slack_installation'];
  const counts: Record<string, number> = {};
  for (const table of [...tables.map((name) => `"${name}"`), 'pgboss.job']) {
    const { rows } = await database().pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    counts[table] = rows[0]?.count ?? 0;
  }
  return counts;
}
