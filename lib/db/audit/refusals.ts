import type { RefusalKind } from '@/lib/core/audit-event';
import type { Tx } from '../client';
import type { NewAuditRow } from './events';
import { serverLog } from './sealing';

/** The event of a refused attempt, without what counts it. */
export type RefusalEvent = Omit<Extract<NewAuditRow, { action: 'refuse-attempt' }>, 'action' | 'data'> & {
  data: { kind: RefusalKind; doing: string; why: string };
};

/** Who made attempts, where there were too many actors to count each. */
export const several = 'several';

/** Rows of one log. With two events for each, this limits the events of five minutes. */
const mostPerLog = 100;

/**
 * Counts attempts of one kind by one actor: a person, a key, or an address. True when they are the first of their kind
 * and actor, so that one of them is to be recorded now; the others are counted for later. Above `mostPerLog`, attempts
 * of all other actors count as those of one.
 */
export async function countRefused(
  tx: Tx,
  { who, event, count }: { who: string; event: RefusalEvent; count: number },
): Promise<boolean> {
  const log = event.organizationId ?? serverLog;
  const { kind } = event.data;
  const rows = await tx.$queryRaw<{ first: boolean }[]>`
    INSERT INTO "refused_attempt" AS r ("log", "kind", "who", "unreported", "event")
    SELECT ${log}::uuid, ${kind},
      CASE WHEN (SELECT count(*) FROM "refused_attempt" WHERE "log" = ${log}::uuid) < ${mostPerLog}
        OR EXISTS (SELECT 1 FROM "refused_attempt" WHERE "log" = ${log}::uuid AND "kind" = ${kind} AND "who" = ${who})
      THEN ${who} ELSE ${several} END, ${count - 1}, ${JSON.stringify(event)}::jsonb
    ON CONFLICT ("log", "kind", "who") DO UPDATE SET "unreported" = least(r."unreported" + ${count}, 1000000000)
    RETURNING (xmax = 0) AS first`;
  return rows[0]?.first ?? false;
}

/** Removes and returns counts that are older than `minutes`. */
export async function takeRefused(
  tx: Tx,
  minutes: number,
): Promise<{ who: string; unreported: number; event: RefusalEvent }[]> {
  return tx.$queryRaw`
    DELETE FROM "refused_attempt" WHERE ("log", "kind", "who") IN (
      SELECT "log", "kind", "who" FROM "refused_attempt"
      WHERE "begun_at" <= clock_timestamp() - make_interval(mins => ${minutes}::int) LIMIT 1000 FOR UPDATE SKIP LOCKED)
    RETURNING "who", "unreported", "event"`;
}
