import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareTables } from '@/server/prepare-tables';
import { withDatabase } from '@/test/database-address';
import { makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { canChangeEvidence } from './app-role';
import { database, disconnect } from './client';
import { migrate } from './migrate';

const { asOwner, urls } = useDatabase();
beforeAll(async () => {
  const organization = await makeOrganization();
  await makeRequestable(organization, [await signIn(organization, 'engineer@acme.test')]);
});

const asApp = (statement: string) => database().pool.query(statement);

describe.each(['audit_event', 'policy_version'])('R24 %s only grows:', (table) => {
  const column = table === 'audit_event' ? 'actor_name' : 'written_by';
  const changes = [
    `UPDATE "${table}" SET "${column}" = 'someone@acme.test'`,
    `UPDATE "${table}" SET "${column}" = 'someone@acme.test' WHERE false`,
    `DELETE FROM "${table}"`,
    `TRUNCATE "${table}"`,
  ];

  test.each([
    ...changes,
    'TRUNCATE "organization" CASCADE',
    `ALTER TABLE "${table}" DISABLE TRIGGER ALL`,
    `DROP TRIGGER "${table}_only_grows" ON "${table}"`,
    `ALTER TABLE "${table}" OWNER TO current_user`,
    `DROP TABLE "${table}"`,
    `CREATE RULE quiet AS ON INSERT TO "${table}" DO INSTEAD NOTHING`,
  ])('the app cannot %s', async (statement) => {
    await expect(asApp(statement)).rejects.toThrow(/^(permission denied|must be owner)/);
  });

  test.each(changes)('a trigger refuses the owner %s', async (statement) => {
    await expect(asOwner(statement)).rejects.toThrow(`${table} is append-only`);
  });
});

test.each([
  ['the time of an event', `INSERT INTO "audit_event" ("at") VALUES (now())`],
  ['the id of an event', `INSERT INTO "audit_event" ("id") VALUES (1)`],
  ['the next id', `SELECT setval('audit_event_id_seq', 1)`],
  ['the time of a version', `INSERT INTO "policy_version" ("written_at") VALUES (now())`],
  ['triggers of its session', `SET session_replication_role = replica`],
  ['the schema', 'CREATE TABLE public.other (id int)'],
  ['the schema’s functions', 'CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
  ['the list of migrations', 'DELETE FROM "_prisma_migrations"'],
])('the app cannot set or change %s', async (_, statement) => {
  await expect(asApp(statement)).rejects.toThrow(/permission denied/);
});

test.each([
  'UPDATE "organization" SET "id" = gen_random_uuid()',
  'UPDATE "policy" SET "id" = gen_random_uuid()',
])('no cascade changes evidence: %s', async (statement) => {
  await expect(asApp(statement)).rejects.toThrow(/violates (RESTRICT setting of )?foreign key constraint/);
});

test('a role that can change the log is recognized', async () => {
  const asRole = async (url: string) => {
    await disconnect();
    process.env.DATABASE_URL = url;
    return canChangeEvidence();
  };
  const { url, ownerUrl } = urls();
  expect(await asRole(ownerUrl)).toBe(true);
  expect(await asRole(url)).toBe(false);
  const role = decodeURIComponent(new URL(url).username);
  const grants = [
    `DELETE ON "audit_event"`,
    `UPDATE ("actor_name") ON "audit_event"`,
    `INSERT ON "audit_event"`,
    `TRIGGER ON "policy_version"`,
    'CREATE ON SCHEMA public',
  ];
  for (const grant of grants) {
    await asOwner(`GRANT ${grant} TO "${role}"`);
    expect(await canChangeEvidence(), grant).toBe(true);
    await asOwner(`REVOKE CREATE ON SCHEMA public FROM "${role}"`);
    await prepareTables(urls());
    expect(await canChangeEvidence(), `${grant}, after the next start`).toBe(false);
  }
});

test('the app’s role starts without the owner when nothing is due, and owns the queue of an earlier release', async () => {
  const { url, ownerUrl } = urls();
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  await asOwner(`ALTER SCHEMA pgboss OWNER TO "${owner}"`);
  await asOwner(`ALTER TABLE pgboss.job OWNER TO "${owner}"`);
  await asOwner(`ALTER TYPE pgboss.job_state OWNER TO "${owner}"`);
  await prepareTables(urls());
  await asApp('ALTER TABLE pgboss.job ADD COLUMN ours int; ALTER TABLE pgboss.job DROP COLUMN ours');
  expect(await migrate(url)).toEqual([]);
  await prepareTables({ url, ownerUrl: undefined });
});

test('the roles of docs/operate.md suffice: neither is a superuser', async () => {
  const [, lines = ''] =
    /```sql\n(CREATE ROLE bzero_owner[^`]+)```/.exec(readFileSync('docs/operate.md', 'utf8')) ?? [];
  const suffix = randomUUID().slice(0, 8);
  const [ownerName, appName, name] = ['owner', 'app', 'database'].map((one) => `bzero_${one}_${suffix}`);
  const statements = lines
    .replaceAll('bzero_owner', `${ownerName}`)
    .replaceAll('bzero_app', `${appName}`)
    .replaceAll('DATABASE bzero', `DATABASE ${name}`)
    .split(';\n')
    .filter((line) => line !== '');
  for (const statement of statements) await asOwner(statement);
  try {
    const [url, ownerUrl] = [appName, ownerName].map((user) => {
      const address = new URL(withDatabase(urls().ownerUrl, `${name}`));
      return Object.assign(address, { username: user, password: '…' }).href;
    });
    await prepareTables({ url: `${url}`, ownerUrl });
    await prepareTables({ url: `${url}`, ownerUrl });
    await disconnect();
    process.env.DATABASE_URL = url;
    await makeOrganization();
    expect(await canChangeEvidence()).toBe(false);
  } finally {
    await disconnect();
    process.env.DATABASE_URL = urls().url;
    await asOwner(`DROP DATABASE ${name} WITH (FORCE)`);
    await asOwner(`DROP ROLE ${ownerName}, ${appName}`);
  }
});
