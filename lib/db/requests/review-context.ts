import type { RequestView } from '@/lib/core/access/request';
import { database } from '@/lib/db/client';
import { labelOf } from '@/lib/db/people/subject-label';

/** What helps an admin decide a request. Lists hold at most five names. */
export type ReviewContext = {
  /** how many other requests for this target the requester made in the last 7 days */
  recentRequests: number;
  /** the emails of who has active access to the target by a request, and how many they are */
  holders: string[];
  holderCount: number;
  /** the names of the targets to which the requester has active access by a request, and how many they are */
  access: string[];
  accessCount: number;
};

/** What is stored now about the requester and the target of a request. */
export async function findReviewContext(
  organizationId: string,
  request: Pick<RequestView, 'id' | 'requester' | 'target'>,
): Promise<ReviewContext> {
  const requesterId = request.requester.id;
  const targetId = request.target.id;
  const [row] = await database().prisma.$queryRaw<ReviewContext[]>`
    WITH active AS (
      SELECT g."user_id", ${labelOf('u')} AS "email", g."target_id", t."name" FROM "grant" g
      JOIN "user" u ON u."id" = g."user_id" JOIN "target" t ON t."id" = g."target_id"
      WHERE g."organization_id" = ${organizationId}::uuid AND g."state" = 'Active' AND g."expires_at" > now()
        AND (g."user_id" = ${requesterId}::uuid OR g."target_id" = ${targetId}::uuid)),
    holders AS (SELECT DISTINCT "email" FROM active WHERE "target_id" = ${targetId}::uuid),
    access AS (SELECT DISTINCT "target_id", "name" FROM active WHERE "user_id" = ${requesterId}::uuid)
    SELECT
      (SELECT count(*)::int FROM "access_request"
        WHERE "organization_id" = ${organizationId}::uuid AND "requester_id" = ${requesterId}::uuid
          AND "target_id" = ${targetId}::uuid AND "id" <> ${request.id}::uuid
          AND "created_at" > now() - interval '7 days') AS "recentRequests",
      ARRAY(SELECT "email" FROM holders ORDER BY "email" LIMIT 5) AS "holders",
      (SELECT count(*)::int FROM holders) AS "holderCount",
      ARRAY(SELECT "name" FROM access ORDER BY "name" LIMIT 5) AS "access",
      (SELECT count(*)::int FROM access) AS "accessCount"`;
  if (!row) throw new Error('a query of counts has one row');
  return row;
}
