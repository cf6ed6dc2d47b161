import type { Tx } from '@/lib/db/client';

/** What has an id, in this organization or another one. */
export type IdUse = { id: string; kind: string; name: string; isOwn: boolean };

/**
 * What the database has under some ids, archived and deleted things included.
 *
 * @param organizationId the organization that asks; null for one that does not exist yet
 */
export async function findUsesOfIds(
  tx: Tx,
  organizationId: string | null,
  ids: readonly string[],
): Promise<IdUse[]> {
  return tx.$queryRaw`
    SELECT one."id", one.kind, one."name", one."organization_id" IS NOT DISTINCT FROM ${organizationId}::uuid AS "isOwn"
    FROM (
      SELECT "id", 'organization' AS kind, "name", "id" AS "organization_id" FROM "organization"
      UNION ALL SELECT "id", 'user', "email", "organization_id" FROM "user"
      UNION ALL SELECT "id", 'environment', "name", "organization_id" FROM "environment"
      UNION ALL SELECT "id", 'target', "name", "organization_id" FROM "target"
      UNION ALL SELECT "id", 'policy', "name", "organization_id" FROM "policy"
      UNION ALL SELECT "id", 'API key', "name", "organization_id" FROM "api_token"
    ) one WHERE one."id" = ANY (${[...ids]}::uuid[])`;
}
