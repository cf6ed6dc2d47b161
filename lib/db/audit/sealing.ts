import { database } from '../client';

/** The log of the events that belong to no organization, such as an unknown token. */
export const serverLog = '00000000-0000-0000-0000-000000000000';

/**
 * Seals events that are committed, not sealed yet and have an id above `above`, the lowest ids first. Returns how many,
 * at most `most`; null while another process seals.
 */
export async function sealEvents(above: string, most: number): Promise<number | null> {
  const { rows } = await database().pool.query<{ sealed: number }>(
    'SELECT seal_audit_events($1, $2) AS sealed',
    [above, most],
  );
  const sealed = rows[0]?.sealed ?? 0;
  return sealed < 0 ? null : sealed;
}

/**
 * The highest id that an event was given so far, and the transactions that can still commit an event with an id up to it.
 * An insert locks the table before it takes its id, and releases the lock after its transaction is visible, so a
 * transaction that is not in the list has committed visibly or never will.
 */
export async function findWriters(): Promise<{ lastId: string; writers: string[] }> {
  const { pool } = database();
  // Two statements: the locks must be read after the id.
  const last = await pool.query<{ id: string }>(
    'SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS id FROM "audit_event_id_seq"',
  );
  const locks = await pool.query<{ writer: string }>(
    `SELECT virtualtransaction AS writer FROM pg_locks
     WHERE locktype = 'relation' AND relation = '"audit_event"'::regclass AND mode = 'RowExclusiveLock'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return { lastId: last.rows[0]?.id ?? '0', writers: locks.rows.map(({ writer }) => writer) };
}

/** The id of each log: the organizations', and the one of no organization. */
export async function findLogs(): Promise<{ log: string; name: string }[]> {
  const { rows } = await database().pool.query<{ log: string; name: string }>(
    `SELECT "id" AS log, "name" FROM "organization" UNION ALL SELECT $1::uuid, 'no organization' ORDER BY 2, 1`,
    [serverLog],
  );
  return rows;
}

/** How far a log is sealed. `unsealedSeconds` is the age of its oldest event that is not, null if all are. */
export type SealState = { seq: number; sealedAt: Date | null; unsealedSeconds: number | null };

/** How far a log is sealed, by the database's clock. */
export async function findSealState(log: string): Promise<SealState> {
  const { rows } = await database().pool.query<SealState>(
    `SELECT coalesce(s."last_seq", 0)::float8 AS seq, s."sealed_at" AS "sealedAt", (${ageOfUnsealed('$1::uuid')}) AS "unsealedSeconds"
     FROM (SELECT 1) AS one LEFT JOIN LATERAL (
       SELECT "last_seq", "sealed_at" FROM "audit_seal" WHERE "log" = $1 ORDER BY "last_seq" DESC LIMIT 1) s ON true`,
    [log],
  );
  return rows[0] ?? { seq: 0, sealedAt: null, unsealedSeconds: null };
}

/** The age of the oldest event that is not sealed yet, in seconds and in all logs; 0 if all are sealed. */
export async function findUnsealedSeconds(): Promise<number> {
  const { rows } = await database().pool.query<{ seconds: number }>(
    `SELECT coalesce(max((${ageOfUnsealed('logs.log')})), 0)::float8 AS seconds
     FROM (SELECT "id" AS log FROM "organization" UNION ALL SELECT '${serverLog}'::uuid) AS logs`,
  );
  return rows[0]?.seconds ?? 0;
}

// Only events after the newest seal are looked at, so that the cost doesn't grow with the log. An event that commits late
// has an earlier id, but whatever keeps it from being sealed keeps the newer ones from it too.
function ageOfUnsealed(log: string): string {
  return `SELECT extract(epoch FROM clock_timestamp() - a."at")::float8 FROM "audit_event" a
    WHERE a."organization_id" IS NOT DISTINCT FROM nullif(${log}, '${serverLog}')
      AND a."id" > coalesce((SELECT max(s."last_event_id") FROM "audit_seal" s
        WHERE s."log" = ${log} AND s."last_seq" > (SELECT max("last_seq") FROM "audit_seal" WHERE "log" = ${log}) - ${recent}), 0)
    ORDER BY a."id" LIMIT 1`;
}

// After a late commit the newest seal can have lower ids than the one before it.
const recent = 10_000;

/** A sealed event: the text that was hashed, what the event says now if that differs (null if it is gone), its checkpoint. */
export type SealedRow = {
  seq: string;
  /** the number of the last event that was sealed with it */
  lastSeq: string;
  hash: string;
  line: string;
  isGone: boolean;
  now: string | null;
  checkpoint: string | null;
};

/** The sealed events of a log after the number of the last one of a seal, in order: at most about 1,000. */
export async function findSealedRows(log: string, after: string): Promise<SealedRow[]> {
  const { rows } = await database().pool.query<SealedRow>(
    `SELECT s."first_seq" + e.n - 1 AS seq, s."last_seq" AS "lastSeq", encode(e.hash, 'hex') AS hash, e.line,
       a."id" IS NULL AS "isGone", nullif(audit_document(a), e.line) AS now, c."text" AS checkpoint
     FROM (
       SELECT * FROM "audit_seal" WHERE "log" = $1 AND "last_seq" > $2 AND ("last_seq" <= $2 + 1000
         OR "last_seq" = (SELECT min("last_seq") FROM "audit_seal" WHERE "log" = $1 AND "last_seq" > $2))
       ORDER BY "last_seq" LIMIT 1000
     ) AS s
     CROSS JOIN LATERAL unnest(s."event_ids", s."lines", s."hashes") WITH ORDINALITY AS e(id, line, hash, n)
     LEFT JOIN "audit_event" a ON a."id" = e.id
     LEFT JOIN "audit_checkpoint" c ON c."log" = s."log" AND c."seq" = s."first_seq" + e.n - 1
     ORDER BY s."last_seq", e.n`,
    [log, after],
  );
  return rows;
}
