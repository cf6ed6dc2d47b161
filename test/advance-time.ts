import { Client } from 'pg';

/**
 * Advances time for all stored data: moves every stored time of the product and of its job queue into the past, so
 * that what was due in 30 minutes is due now.
 *
 * The product's SQL uses the database's own clock, which several processes share and no test can set, and a hook for
 * tests would be a hook in production. So the data moves instead of the clock.
 *
 * @param url the address of a superuser. Triggers are disabled meanwhile, because the audit log's trigger refuses
 * changes.
 */
export async function advanceTime(url: string, by: { minutes: number }): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    const { rows } = await client.query<{ statement: string }>(updateStatements, [by.minutes]);
    for (const { statement } of rows) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** One UPDATE for each table. Partitions are updated themselves, not through their parent. */
const updateStatements = `
  SELECT format('UPDATE ONLY %I.%I SET %s', n.nspname, c.relname,
           string_agg(format('%1$I = %1$I - make_interval(mins => %2$s)', a.attname, $1::int), ', ')) AS statement
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'pgboss') AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype)
  GROUP BY n.nspname, c.relname`;
