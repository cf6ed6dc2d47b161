import pg from 'pg';

/** What `growOrganization` adds. */
export const larger = { people: 50_000, targets: 10_000, groups: 200 };

/** Adds people in groups and targets in environments to the demo organization, and groups to its policy, and
 * lets an engineer request the targets. `url` is the owner's. */
export async function growOrganization(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url });
  const organization = `(SELECT "id" FROM "organization" LIMIT 1)`;
  const { people, targets, groups } = larger;
  await pool.query(`INSERT INTO "user" ("id", "organization_id", "email", "name")
    SELECT md5('u' || n)::uuid, ${organization}, 'person-' || n || '@acme.test', 'Person ' || n FROM generate_series(1, ${people}) n`);
  await pool.query(`INSERT INTO "group" ("organization_id", "id", "name")
    SELECT ${organization}, 'group-' || n, 'Group ' || n FROM generate_series(1, ${groups}) n`);
  await pool.query(`INSERT INTO "group_member" ("organization_id", "group_id", "user_id")
    SELECT ${organization}, 'group-' || (1 + n % ${groups}), md5('u' || n)::uuid FROM generate_series(1, ${people}) n`);
  await pool.query(`INSERT INTO "environment" ("id", "organization_id", "name")
    SELECT md5('e' || n)::uuid, ${organization}, 'environment-' || n FROM generate_series(1, 50) n`);
  await pool.query(`INSERT INTO "target" ("id", "organization_id", "environment_id", "type", "os", "name")
    SELECT md5('t' || n)::uuid, ${organization}, md5('e' || (1 + n % 50))::uuid, 'Bzero', 'Linux', 'target-' || n
    FROM generate_series(1, ${targets}) n`);
  await pool.query(`INSERT INTO "policy_group" ("policy_id", "organization_id", "group_id")
    SELECT p."id", p."organization_id", 'group-' || n FROM "policy" p, generate_series(1, 3) n
    WHERE p."name" = 'Production on request'`);
  await pool.query(`INSERT INTO "policy_environment" ("policy_id", "environment_id")
    SELECT p."id", e."id" FROM "policy" p, "environment" e
    WHERE p."name" = 'Staging servers' AND e."name" LIKE 'environment-%'`);
  await pool.query('ANALYZE');
  await pool.end();
}
