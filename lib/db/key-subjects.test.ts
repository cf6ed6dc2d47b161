import { expect, test } from 'vitest';
import { withDatabaseBefore } from '@/test/database-before';

test('API keys from before become subjects, revoked ones disabled, and tokens of people don’t', async () => {
  await withDatabaseBefore('20261201000000_subjects', async (client, apply) => {
    await client.query(`
      INSERT INTO "organization" ("id", "name", "sso_issuer") VALUES (gen_random_uuid(), 'acme', 'https://idp.test');
      INSERT INTO "user" ("id", "organization_id", "email", "name", "role")
        SELECT gen_random_uuid(), "id", 'admin@acme.test', 'Admin', 'Admin' FROM "organization";
      INSERT INTO "api_token" ("id", "organization_id", "user_id", "name", "role", "hash", "expires_at", "revoked_at")
        SELECT gen_random_uuid(), o."id", k.owner, k.name, k.role::"Role", k.name, k.ends, k.revoked
        FROM "organization" o, (VALUES
          (NULL::uuid, 'terraform', 'Admin', NULL::timestamptz, NULL::timestamptz),
          (NULL, 'former', 'User', NULL, now()),
          ((SELECT "id" FROM "user"), 'laptop', NULL, now(), NULL)) AS k(owner, name, role, ends, revoked)`);
    await apply();
    const { rows } = await client.query(`
      SELECT u."kind"::text, u."name", u."role"::text, u."email" = t."id" || '@api-key.invalid' AS "address",
        u."disabled_at" IS NOT NULL AS "disabled"
      FROM "user" u LEFT JOIN "api_token" t ON t."id" = u."id" ORDER BY u."kind", u."name"`);
    expect(rows).toEqual([
      { kind: 'User', name: 'Admin', role: 'Admin', address: null, disabled: false },
      { kind: 'ApiKey', name: 'former', role: 'User', address: true, disabled: true },
      { kind: 'ApiKey', name: 'terraform', role: 'Admin', address: true, disabled: false },
    ]);
  });
});
