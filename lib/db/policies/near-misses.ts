import type { NearPolicy } from '@/lib/core/access/receipt';
import type { ChildPolicyType, Verb } from '@/lib/core/target/target';
import type { Tx } from '@/lib/db/client';

type Row = {
  id: string;
  name: string;
  version: number;
  createdAt: Date;
  timeExpires: Date | null;
  automaticallyApproved: boolean;
  duration: number;
  isSubject: boolean;
  /** whether the policy lists the person, not only a group of theirs */
  isListed: boolean;
  audience: string[];
  children: {
    id: string;
    name: string;
    type: ChildPolicyType;
    timeExpires: string | null;
    covers: boolean;
    targetUsers: string[];
    targetGroups: string[];
    verbs: Verb[];
  }[];
};

/**
 * The just-in-time policies that list a person and have a child that lists the target or its environment: all that
 * `decide()` needs. With them, nearest first and at most `limit`, those for which only one of the two is true. Other people
 * and targets that they list are left out, except the first names of groups.
 */
export async function findNearPolicies(
  tx: Tx,
  about: {
    organizationId: string;
    userId: string;
    groupIds: readonly string[];
    target: { id: string; environmentId: string };
    limit: number;
  },
): Promise<NearPolicy[]> {
  const { organizationId, userId, groupIds, target, limit } = about;
  const rows = await tx.$queryRaw<Row[]>`
    WITH reaching AS (
      SELECT "policy_id" AS id FROM "policy_target" WHERE "target_id" = ${target.id}::uuid
      UNION SELECT "policy_id" FROM "policy_environment" WHERE "environment_id" = ${target.environmentId}::uuid
    ), named AS (
      SELECT "policy_id" AS id FROM "policy_subject" WHERE "user_id" = ${userId}::uuid
      UNION SELECT "policy_id" FROM "policy_group"
        WHERE "organization_id" = ${organizationId}::uuid AND "group_id" = ANY (${[...groupIds]}::text[])
    ), near AS (
      SELECT p.*, p."id" IN (SELECT id FROM named) AS is_subject,
        EXISTS (
          SELECT 1 FROM "policy_child" pc JOIN reaching ON reaching.id = pc."child_id"
          WHERE pc."policy_id" = p."id") AS is_reaching
      FROM "policy" p
      WHERE p."organization_id" = ${organizationId}::uuid AND p."type" = 'JustInTime' AND p."deleted_at" IS NULL
    ), ranked AS (
      SELECT near.*, row_number() OVER (
        PARTITION BY near.is_subject AND near.is_reaching
        ORDER BY near.is_reaching DESC, near."created_at", near."id") AS place
      FROM near WHERE near.is_subject OR near.is_reaching
    )
    SELECT near."id", near."name", near."version", near."created_at" AS "createdAt",
      near."time_expires" AS "timeExpires", near."automatically_approved" AS "automaticallyApproved",
      coalesce(near."duration", 0) AS "duration", near.is_subject AS "isSubject",
      EXISTS (SELECT 1 FROM "policy_subject" ps WHERE ps."policy_id" = near."id" AND ps."user_id" = ${userId}::uuid)
        AS "isListed",
      ARRAY(
        SELECT g."name" FROM "policy_group" pg
        JOIN "group" g ON g."organization_id" = pg."organization_id" AND g."id" = pg."group_id"
        WHERE pg."policy_id" = near."id" ORDER BY g."name" LIMIT 3) AS "audience",
      coalesce((
        SELECT json_agg(json_build_object(
          'id', c."id", 'name', c."name", 'type', c."type", 'timeExpires', c."time_expires",
          'covers', c."id" IN (SELECT id FROM reaching), 'targetUsers', c."target_users",
          'targetGroups', c."target_groups", 'verbs', c."verbs"))
        FROM "policy_child" pc JOIN "policy" c ON c."id" = pc."child_id" AND c."deleted_at" IS NULL
        WHERE pc."policy_id" = near."id"), '[]') AS "children"
    FROM ranked near WHERE (near.is_subject AND near.is_reaching) OR near.place <= ${limit}
    ORDER BY near.is_subject AND near.is_reaching DESC, near.place`;
  return rows.map(({ isSubject, isListed, children, ...policy }) => ({
    ...policy,
    subjectIds: isListed ? [userId] : [],
    groupIds: isSubject && !isListed ? groupIds : [],
    children: children.map(({ covers, timeExpires, ...child }) => ({
      ...child,
      timeExpires: timeExpires === null ? null : new Date(timeExpires),
      targetIds: covers ? [target.id] : [],
      environmentIds: [],
    })),
  }));
}
