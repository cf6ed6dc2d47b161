import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { Requester, TargetRef } from '@/lib/core/access/decision';
import type { TargetType, Verb } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { type Audience, selectAudienceIds } from '@/lib/db/people/audience';
import { labelOf } from '@/lib/db/people/subject-label';
import type { UsableTarget } from '@/lib/db/targets/targets';

/** Targets of some types by id or environment, sorted by name, without archived ones. */
export async function findNamedTargets(
  organizationId: string,
  named: { types: readonly TargetType[]; targetIds: readonly string[]; environmentIds: readonly string[] },
): Promise<UsableTarget[]> {
  return database().prisma.$queryRaw`
    SELECT t."id", t."name", t."type"::text AS "type", t."environment_id" AS "environmentId",
      e."name" AS "environment", t."os", t."database_type" AS "databaseType", t."tunnel_way"::text AS "tunnelWay"
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    WHERE t."organization_id" = ${organizationId}::uuid AND t."status" <> 'Terminated'
      AND t."type"::text = ANY (${[...named.types]}::text[])
      AND (t."id" = ANY (${[...named.targetIds]}::uuid[])
        OR t."environment_id" = ANY (${[...named.environmentIds]}::uuid[]))
    ORDER BY t."name", t."id"`;
}

export type OverlapRow = {
  id: string;
  policy: string;
  automatic: boolean;
  duration: number;
  createdAt: Date;
  targets: number;
};

/** Other live just-in-time policies that list some people of an audience and cover some of these targets. */
export async function findOverlaps(
  organizationId: string,
  about: { exceptId: string | null; audience: Audience; targetIds: readonly string[]; limit: number },
): Promise<OverlapRow[]> {
  return database().prisma.$queryRaw`
    WITH people AS (${selectAudienceIds(organizationId, about.audience)}),
    reached AS (
      SELECT t."id", t."environment_id", CASE
        WHEN t."type" IN ('Bzero', 'DynamicAccessConfig') THEN 'TargetConnect'
        WHEN t."type" = 'Cluster' THEN 'Kubernetes' ELSE 'Proxy' END AS child_type
      FROM "target" t WHERE t."id" = ANY (${[...about.targetIds]}::uuid[])),
    shared AS (
      SELECT DISTINCT ps."policy_id" AS id FROM "policy_subject" ps JOIN people ON people.id = ps."user_id"
      UNION
      SELECT DISTINCT pg."policy_id" FROM people
      JOIN "group_member" gm ON gm."user_id" = people.id
      JOIN "policy_group" pg ON pg."organization_id" = gm."organization_id" AND pg."group_id" = gm."group_id")
    SELECT p."id", p."name" AS "policy", p."automatically_approved" AS "automatic",
      coalesce(p."duration", 0) AS "duration", p."created_at" AS "createdAt",
      count(DISTINCT r.id)::int AS "targets"
    FROM "policy" p
    JOIN shared ON shared.id = p."id"
    JOIN "policy_child" pc ON pc."policy_id" = p."id"
    JOIN "policy" c ON c."id" = pc."child_id" AND c."deleted_at" IS NULL
      AND (c."time_expires" IS NULL OR c."time_expires" > now())
    JOIN reached r ON r.child_type = c."type"::text AND (
      EXISTS (SELECT 1 FROM "policy_target" pt WHERE pt."policy_id" = c."id" AND pt."target_id" = r.id)
      OR EXISTS (
        SELECT 1 FROM "policy_environment" pe
        WHERE pe."policy_id" = c."id" AND pe."environment_id" = r."environment_id"))
    WHERE p."organization_id" = ${organizationId}::uuid AND p."type" = 'JustInTime' AND p."deleted_at" IS NULL
      AND (p."time_expires" IS NULL OR p."time_expires" > now())
      AND p."id" IS DISTINCT FROM ${about.exceptId}::uuid
    GROUP BY p."id" ORDER BY count(DISTINCT r.id) DESC, p."name" LIMIT ${about.limit}`;
}

/**
 * Target users that are unknown on targets where other target users are known: from other policies that cover the target,
 * or from past grants.
 */
export async function findUnknownUsers(
  organizationId: string,
  about: { exceptId: string | null; targetUsers: readonly string[]; targetIds: readonly string[] },
): Promise<{ targetUser: string; target: string; targets: number }[]> {
  return database().prisma.$queryRaw`
    WITH reached AS (
      SELECT t."id", t."name", t."environment_id", CASE
        WHEN t."type" IN ('Bzero', 'DynamicAccessConfig') THEN 'TargetConnect'
        WHEN t."type" = 'Cluster' THEN 'Kubernetes' ELSE 'Proxy' END AS child_type
      FROM "target" t
      WHERE t."organization_id" = ${organizationId}::uuid AND t."id" = ANY (${[...about.targetIds]}::uuid[])
        AND t."type" <> 'Web'),
    giving AS (
      SELECT pt."target_id" AS id, pt."policy_id" FROM "policy_target" pt JOIN reached ON reached.id = pt."target_id"
      UNION
      SELECT reached.id, pe."policy_id" FROM "policy_environment" pe
      JOIN reached ON reached."environment_id" = pe."environment_id"),
    known AS (
      SELECT giving.id, unnest(c."target_users") AS account FROM giving
      JOIN reached ON reached.id = giving.id
      JOIN "policy" c ON c."id" = giving."policy_id" AND c."deleted_at" IS NULL
        AND c."type"::text = reached.child_type AND c."id" IS DISTINCT FROM ${about.exceptId}::uuid
      UNION
      SELECT r."target_id", r."target_user" FROM "access_request" r JOIN reached ON reached.id = r."target_id"
      WHERE r."state" = 'Approved' AND r."target_user" IS NOT NULL)
    SELECT entered.account AS "targetUser", min(reached."name") AS "target", count(*)::int AS "targets"
    FROM unnest(${[...about.targetUsers]}::text[]) AS entered(account)
    CROSS JOIN reached
    WHERE EXISTS (SELECT 1 FROM known WHERE known.id = reached.id)
      AND NOT EXISTS (SELECT 1 FROM known WHERE known.id = reached.id AND known.account = entered.account)
    GROUP BY entered.account ORDER BY entered.account`;
}

/** The just-in-time policies that include a policy, with the number of active people that each lists, by name. */
export async function findParents(
  organizationId: string,
  childId: string,
): Promise<{ name: string; automatic: boolean; people: number }[]> {
  return database().prisma.$queryRaw`
    SELECT p."name", p."automatically_approved" AS "automatic", (
      SELECT count(DISTINCT u."id")::int FROM "user" u
      WHERE u."organization_id" = p."organization_id" AND u."kind" = 'User' AND u."disabled_at" IS NULL AND (
        EXISTS (SELECT 1 FROM "policy_subject" ps WHERE ps."policy_id" = p."id" AND ps."user_id" = u."id")
        OR EXISTS (
          SELECT 1 FROM "policy_group" pg JOIN "group_member" gm
            ON gm."organization_id" = pg."organization_id" AND gm."group_id" = pg."group_id"
          WHERE pg."policy_id" = p."id" AND gm."user_id" = u."id"))) AS "people"
    FROM "policy_child" pc JOIN "policy" p ON p."id" = pc."policy_id" AND p."deleted_at" IS NULL
    WHERE pc."child_id" = ${childId}::uuid AND p."organization_id" = ${organizationId}::uuid ORDER BY p."name"`;
}

export type LiveUse = {
  requester: Requester & { email: string };
  target: TargetRef & { name: string };
  spec: AccessSpec;
  policyId: string;
  childId: string;
};

type UseRow = {
  email: string;
  userId: string;
  groupIds: string[];
  targetId: string;
  name: string;
  type: TargetType;
  environmentId: string;
  targetUser: string | null;
  targetGroups: string[];
  verb: Verb | null;
  policyId: string;
  childId: string;
};

/** Active access from a policy, as the just-in-time policy or as the child that gave it. */
export async function findLiveUses(organizationId: string, policyId: string): Promise<LiveUse[]> {
  const rows = await database().prisma.$queryRaw<UseRow[]>`
    SELECT ${labelOf('u')} AS "email", u."id" AS "userId",
      ARRAY(SELECT gm."group_id" FROM "group_member" gm WHERE gm."user_id" = u."id") AS "groupIds",
      t."id" AS "targetId", t."name", t."type"::text AS "type", t."environment_id" AS "environmentId",
      r."target_user" AS "targetUser", r."target_groups" AS "targetGroups", r."verb",
      r."policy_id" AS "policyId", r."child_policy_id" AS "childId"
    FROM "grant" g
    JOIN "access_request" r ON r."id" = g."request_id"
    JOIN "user" u ON u."id" = r."requester_id"
    JOIN "target" t ON t."id" = r."target_id"
    WHERE g."organization_id" = ${organizationId}::uuid AND g."state" = 'Active' AND g."expires_at" > now()
      AND (r."policy_id" = ${policyId}::uuid OR r."child_policy_id" = ${policyId}::uuid)
    ORDER BY 1, t."name"`;
  return rows.map(
    ({ email, userId, groupIds, targetId, name, type, environmentId, policyId, childId, ...spec }) => ({
      requester: { email, userId, groupIds },
      target: { id: targetId, name, type, environmentId },
      spec,
      policyId,
      childId,
    }),
  );
}

/** Whether another policy of any type has this name (R5). */
export async function isNameTaken(
  organizationId: string,
  name: string,
  exceptId: string | null,
): Promise<boolean> {
  const found = await database().prisma.policy.findFirst({
    where: { organizationId, deletedAt: null, name, ...(exceptId && { id: { not: exceptId } }) },
    select: { id: true },
  });
  return found !== null;
}
