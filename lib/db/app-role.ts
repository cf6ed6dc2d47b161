import { Client, escapeIdentifier as name } from 'pg';
import { database } from './client';
import { withMigrationLock } from './migrate';

/** A table of evidence: the columns that only the database sets ("all": rows too), and those that can change later. */
type Evidence = { own: readonly string[] | 'all'; mutable?: readonly string[] };

/** The app adds rows to these tables and reads them. */
const evidence: Readonly<Record<string, Evidence>> = {
  audit_event: { own: ['id', 'at'] },
  audit_seal: { own: 'all' },
  audit_checkpoint: { own: ['made_at'] },
  // The same private key can be sealed with another key of ENCRYPTION_KEYS.
  audit_key: { own: ['created_at'], mutable: ['private_key_sealed', 'private_key_key_id'] },
  policy_version: { own: ['written_at'] },
};

/** Read by the readiness check, written by migrations only. */
const migrations = '_prisma_migrations';

/**
 * Gives the app's role what the app needs, and no more: tables of evidence can be added to and read, all other tables
 * changed, and nothing created beside them. The schema of the job queue becomes the app's own, because the queue's
 * library changes its tables. Runs at each start, in one transaction.
 *
 * @param ownerUrl the address of the role that migrated. It must be able to act as the app's role.
 */
export async function grantApp(ownerUrl: string, appUrl: string): Promise<void> {
  const role = await currentUser(appUrl);
  await withMigrationLock(ownerUrl, async (client) => {
    const { rows } = await client.query<{ user: string }>('SELECT current_user AS user');
    if (rows[0]?.user === role) return;
    await client.query('BEGIN');
    for (const statement of await listGrants(client, role)) await client.query(statement);
    for (const statement of await listQueueOwners(client, role)) await client.query(statement);
    await client.query('COMMIT');
  });
}

/**
 * Whether the role that this process connects as can change or empty a table of evidence: it owns one or can become its
 * owner, is a superuser, or was granted more than `grantApp` grants.
 */
export async function canChangeEvidence(): Promise<boolean> {
  const { rows } = await database().pool.query<{ can: boolean }>(
    `SELECT bool_or(pg_has_role(c.relowner, 'MEMBER')
         OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
         OR EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           AND (has_column_privilege(c.oid, a.attnum, 'UPDATE') AND NOT t.mutable @> to_jsonb(a.attname)
             OR has_column_privilege(c.oid, a.attnum, 'INSERT') AND (t.own = '"all"' OR t.own @> to_jsonb(a.attname)))))
       OR has_schema_privilege('public', 'CREATE')
       OR (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS can
     FROM jsonb_to_recordset($1) AS t(name text, own jsonb, mutable jsonb)
     JOIN pg_class c ON c.relnamespace = 'public'::regnamespace AND c.relname = t.name`,
    [JSON.stringify(Object.entries(evidence).map(([name, rule]) => ({ name, mutable: [], ...rule })))],
  );
  return rows[0]?.can ?? true;
}

async function currentUser(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ user: string }>('SELECT current_user AS user');
    return rows[0]?.user ?? '';
  } finally {
    await client.end();
  }
}

type Relation = { relation: string; isSequence: boolean; columns: string[] };

async function listGrants(client: Client, role: string): Promise<string[]> {
  const to = name(role);
  const { rows } = await client.query<Relation>(`
    SELECT c.relname AS relation, c.relkind = 'S' AS "isSequence",
      array(SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'S')
    ORDER BY c.relname`);
  const grants = rows.flatMap(({ relation, isSequence, columns }) => {
    const on = `ON ${isSequence ? 'SEQUENCE' : 'TABLE'} public.${name(relation)}`;
    return [
      `REVOKE ALL ${on} FROM ${to}`,
      `GRANT ${privileges(relation, isSequence, columns)} ${on} TO ${to}`,
    ];
  });
  return ['REVOKE CREATE ON SCHEMA public FROM PUBLIC', `GRANT USAGE ON SCHEMA public TO ${to}`, ...grants];
}

function privileges(relation: string, isSequence: boolean, columns: readonly string[]): string {
  // Reading a sequence changes nothing: the sealing of the audit log reads how far it is.
  if (isSequence) return 'USAGE, SELECT';
  const rule = evidence[relation];
  if (relation === migrations || rule?.own === 'all') return 'SELECT';
  if (!rule) return 'SELECT, INSERT, UPDATE, DELETE';
  const { own, mutable = [] } = rule;
  const given = columns.filter((column) => !own.includes(column)).map(name);
  const changed = mutable.length > 0 ? `, UPDATE (${mutable.map(name).join(', ')})` : '';
  return `SELECT, INSERT (${given.join(', ')})${changed}`;
}

/** Makes the app's role the owner of the queue's schema and of everything in it. */
async function listQueueOwners(client: Client, role: string): Promise<string[]> {
  const to = name(role);
  const { rows } = await client.query<{ object: string }>(
    `SELECT object FROM (
       SELECT 1 AS step, 'SCHEMA pgboss' AS object, nspowner AS owner FROM pg_namespace WHERE nspname = 'pgboss'
       UNION ALL
       SELECT 2, format('%s %s', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END,
         c.oid::regclass), c.relowner
       FROM pg_class c WHERE c.relnamespace = to_regnamespace('pgboss') AND c.relkind IN ('r', 'p', 'v', 'S')
         AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')
           AND d.classid = 'pg_class'::regclass AND c.relkind = 'S')
       UNION ALL
       SELECT 2, format('ROUTINE %s', p.oid::regprocedure), p.proowner
       FROM pg_proc p WHERE p.pronamespace = to_regnamespace('pgboss')
       UNION ALL
       SELECT 2, format('TYPE %s', t.oid::regtype), t.typowner
       FROM pg_type t WHERE t.typnamespace = to_regnamespace('pgboss') AND t.typtype = 'e'
     ) AS owned WHERE owner <> $1::regrole ORDER BY step`,
    [to],
  );
  const { rowCount } = await client.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'pgboss'`);
  if (!rowCount) return [`CREATE SCHEMA pgboss AUTHORIZATION ${to}`];
  return rows.map(({ object }) => `ALTER ${object} OWNER TO ${to}`);
}
