import type { PastRequest } from '@/lib/core/access/replay';
import type { RequestState } from '@/lib/core/access/request';
import type { TargetType, Verb } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { labelOf } from '@/lib/db/people/subject-label';
import { readReceipt } from './receipt-column';

/** A past request, with what a replay needs. */
export type PastRequestRow = PastRequest & {
  id: string;
  createdAt: Date;
  email: string;
  targetName: string;
  environment: string;
  state: RequestState;
};

type Row = {
  id: string;
  createdAt: Date;
  email: string;
  requesterId: string;
  groupIds: string[];
  targetId: string;
  targetName: string;
  type: TargetType;
  environmentId: string;
  environment: string;
  targetUser: string | null;
  targetGroups: string[];
  verb: Verb | null;
  state: RequestState;
  receipt: unknown;
};

/** How many requests the last days have. */
export async function countPastRequests(organizationId: string, days: number): Promise<number> {
  const [row] = await database().prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "access_request"
    WHERE "organization_id" = ${organizationId}::uuid AND "created_at" > now() - make_interval(days => ${days})`;
  return row?.count ?? 0;
}

/**
 * Requests of the last days, newest first. The groups are those of the receipt, or without one those of today.
 */
export async function findPastRequests(
  organizationId: string,
  page: { days: number; skip: number; take: number },
): Promise<PastRequestRow[]> {
  const rows = await database().prisma.$queryRaw<Row[]>`
    SELECT r."id", r."created_at" AS "createdAt", ${labelOf('u')} AS "email", u."id" AS "requesterId",
      ARRAY(SELECT gm."group_id" FROM "group_member" gm WHERE gm."user_id" = u."id") AS "groupIds",
      t."id" AS "targetId", t."name" AS "targetName", t."type"::text AS "type",
      t."environment_id" AS "environmentId", e."name" AS "environment",
      r."target_user" AS "targetUser", r."target_groups" AS "targetGroups", r."verb",
      r."state"::text AS "state", r."receipt"
    FROM "access_request" r
    JOIN "user" u ON u."id" = r."requester_id"
    JOIN "target" t ON t."id" = r."target_id"
    JOIN "environment" e ON e."id" = t."environment_id"
    WHERE r."organization_id" = ${organizationId}::uuid
      AND r."created_at" > now() - make_interval(days => ${page.days})
    ORDER BY r."created_at" DESC, r."id" LIMIT ${page.take} OFFSET ${page.skip}`;
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt,
    email: row.email,
    targetName: row.targetName,
    environment: row.environment,
    state: row.state,
    requester: {
      userId: row.requesterId,
      groupIds: readReceipt(row.receipt)?.asked.groupIds ?? row.groupIds,
    },
    target: { id: row.targetId, type: row.type, environmentId: row.environmentId },
    spec: { targetUser: row.targetUser, targetGroups: row.targetGroups, verb: row.verb },
  }));
}
