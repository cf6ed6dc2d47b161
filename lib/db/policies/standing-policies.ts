import type { StandingPolicy } from '@/lib/core/access/access-matrix';
import { database } from '@/lib/db/client';

/**
 * The policies of an organization that cover targets and list people or groups, by name, without deleted ones. The core
 * checks their expiry dates.
 */
export async function findStandingPolicies(organizationId: string): Promise<StandingPolicy[]> {
  return database().prisma.$queryRaw`
    SELECT p."id", p."name", p."type"::text AS "type", p."time_expires" AS "timeExpires",
      ARRAY(SELECT "user_id" FROM "policy_subject" WHERE "policy_id" = p."id") AS "subjectIds",
      ARRAY(SELECT "group_id" FROM "policy_group" WHERE "policy_id" = p."id") AS "groupIds",
      ARRAY(SELECT "target_id" FROM "policy_target" WHERE "policy_id" = p."id") AS "targetIds",
      ARRAY(SELECT "environment_id" FROM "policy_environment" WHERE "policy_id" = p."id") AS "environmentIds",
      p."target_users" AS "targetUsers", p."target_groups" AS "targetGroups", p."verbs"
    FROM "policy" p
    WHERE p."organization_id" = ${organizationId}::uuid AND p."deleted_at" IS NULL AND p."type" IN ('TargetConnect', 'Kubernetes', 'Proxy')
      AND (EXISTS (SELECT 1 FROM "policy_subject" WHERE "policy_id" = p."id")
        OR EXISTS (SELECT 1 FROM "policy_group" WHERE "policy_id" = p."id"))
    ORDER BY p."name"`;
}
