import { expect, test } from 'vitest';
import { withDatabaseBefore } from '@/test/database-before';

const [shared, none] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

test('the authority for all databases and clusters signs no more, and they have to be set up again', async () => {
  await withDatabaseBefore('20261127010000_authority_per_target', async (client, apply) => {
    for (const kind of ['Ssh', 'X509', 'Web']) {
      await client.query(
        `INSERT INTO "certificate_authority" ("id", "organization_id", "kind", "public_part", "key_sealed", "sealing_key_id")
         VALUES (gen_random_uuid(), $1, $2::"AuthorityKind", '', '', 'k1')`,
        [shared, kind],
      );
    }
    for (const [organization, type, status] of [
      [shared, 'Db', 'Online'],
      [shared, 'Cluster', 'Online'],
      [shared, 'Bzero', 'Online'],
      [shared, 'Db', 'Terminated'],
      [none, 'Db', 'Online'],
    ]) {
      await client.query(
        `INSERT INTO "target" ("id", "organization_id", "environment_id", "type", "name", "status")
         VALUES (gen_random_uuid(), $1, gen_random_uuid(), $2::"TargetType", $2, $3::"TargetStatus")`,
        [organization, type, status],
      );
    }
    await apply();
    const authorities = await client.query(
      `SELECT "kind"::text FROM "certificate_authority" WHERE "retired_at" IS NOT NULL AND "trusted_until" <= now()`,
    );
    expect(authorities.rows).toEqual([{ kind: 'X509' }]);
    const targets = await client.query(
      `SELECT "organization_id" AS organization, "type"::text FROM "target" WHERE "setup_outdated_at" IS NOT NULL`,
    );
    expect(targets.rows.map(({ organization, type }) => [organization, type]).sort()).toEqual([
      [shared, 'Cluster'],
      [shared, 'Db'],
    ]);
  });
});
