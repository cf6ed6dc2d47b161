import type { PolicyType } from '@/lib/core/policy/policy';
import { database } from '@/lib/db/client';

export type TargetPolicy = { id: string; name: string; type: PolicyType };

/**
 * The policies in effect that reach a target: those that cover it, directly or by its environment, and the just-in-time
 * policies that let people request one of them. Just-in-time policies come first, then by name.
 */
export async function findTargetPolicies(organizationId: string, targetId: string): Promise<TargetPolicy[]> {
  return database().prisma.$queryRaw`
    WITH live AS (
      SELECT p.* FROM "policy" p WHERE p."organization_id" = ${organizationId}::uuid AND p."deleted_at" IS NULL
        AND (p."time_expires" IS NULL OR p."time_expires" > now())
    ), covering AS (
      SELECT p."id", p."name", p."type" FROM live p
      JOIN "target" t ON t."organization_id" = p."organization_id" AND t."id" = ${targetId}::uuid
      WHERE p."type"::text = CASE
          WHEN t."type" IN ('Bzero', 'DynamicAccessConfig') THEN 'TargetConnect'
          WHEN t."type" = 'Cluster' THEN 'Kubernetes' ELSE 'Proxy' END
        AND (EXISTS (SELECT 1 FROM "policy_target" pt WHERE pt."policy_id" = p."id" AND pt."target_id" = t."id")
          OR EXISTS (SELECT 1 FROM "policy_environment" pe
            WHERE pe."policy_id" = p."id" AND pe."environment_id" = t."environment_id"))
    ), reaching AS (
      SELECT * FROM covering
      UNION
      SELECT p."id", p."name", p."type" FROM live p WHERE p."type" = 'JustInTime' AND EXISTS (
        SELECT 1 FROM "policy_child" pc JOIN covering c ON c."id" = pc."child_id" WHERE pc."policy_id" = p."id")
    )
    SELECT "id", "name", "type"::text AS "type" FROM reaching ORDER BY "type" <> 'JustInTime', "name"`;
}
