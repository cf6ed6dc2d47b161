import { Prisma } from '@/generated/prisma/client';
import {
  endNoticeMinutes,
  type GrantEndReason,
  type GrantState,
  mayMoveGrant,
} from '@/lib/core/access/grant';
import { database, type Tx } from '@/lib/db/client';
import { namesTarget, namesUser } from '@/lib/db/policies/policy-names';

export type NewGrant = {
  id: string;
  requestId: string;
  organizationId: string;
  userId: string;
  targetId: string;
  startsAt: Date;
  expiresAt: Date;
};

/**
 * Inserts the grant of a request that was just approved. It starts at `startsAt`, which is when the transaction began, but
 * not before the person's last grant for the target ended: that transaction can have begun later and committed earlier.
 */
export async function insertGrant(tx: Tx, grant: NewGrant): Promise<void> {
  const { id, requestId, organizationId, userId, targetId, startsAt, expiresAt } = grant;
  await tx.$executeRaw`
    INSERT INTO "grant" ("id", "request_id", "organization_id", "user_id", "target_id", "starts_at", "expires_at")
    SELECT ${id}::uuid, ${requestId}::uuid, ${organizationId}::uuid, ${userId}::uuid, ${targetId}::uuid,
      greatest(${startsAt}::timestamptz, max("ended_at")), ${expiresAt}::timestamptz
    FROM "grant" WHERE "user_id" = ${userId}::uuid AND "target_id" = ${targetId}::uuid`;
}

/**
 * Ends a grant that is still active. False when it has ended before. `Expired` is possible only past its end, every other
 * state only before it.
 */
export async function endGrantRow(
  tx: Tx,
  end: {
    requestId: string;
    to: Exclude<GrantState, 'Active'>;
    endedAt: Date;
    endedById?: string;
    endReason?: GrantEndReason;
  },
): Promise<boolean> {
  if (!mayMoveGrant('Active', end.to)) throw new Error(`a grant can't change from Active to ${end.to}`);
  const { to, requestId, ...set } = end;
  const { count } = await tx.grant.updateMany({
    where: {
      requestId,
      state: 'Active',
      expiresAt: to === 'Expired' ? { lte: end.endedAt } : { gt: end.endedAt },
    },
    data: { ...set, state: to },
  });
  return count === 1;
}

/** Grants of all organizations that have expired by the database's clock and are not yet marked so. */
export async function findOverdueGrants(
  limit: number,
): Promise<{ requestId: string; organizationId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT "request_id" AS "requestId", "organization_id" AS "organizationId" FROM "grant"
    WHERE "state" = 'Active' AND "expires_at" <= now() ORDER BY "expires_at" LIMIT ${limit}`;
}

/**
 * Grants of connected organizations that end within the minutes of the notice, and whose requester was not told. One that
 * lasts no longer than that gets none.
 */
export async function findUnnotifiedEndings(
  limit: number,
): Promise<{ requestId: string; organizationId: string }[]> {
  const notice = Prisma.sql`make_interval(mins => ${endNoticeMinutes}::int)`;
  return database().prisma.$queryRaw`
    SELECT g."request_id" AS "requestId", g."organization_id" AS "organizationId" FROM "grant" g
    JOIN "slack_installation" i ON i."organization_id" = g."organization_id" AND i."removed_at" IS NULL
    WHERE g."state" = 'Active' AND g."expires_at" > now() AND g."expires_at" <= now() + ${notice}
      AND g."expires_at" > g."starts_at" + ${notice}
      AND NOT EXISTS (
        SELECT 1 FROM "slack_message" m WHERE m."request_id" = g."request_id" AND m."kind" = 'request-ending')
    ORDER BY g."expires_at" LIMIT ${limit}`;
}

/** The requests of an organization that give active access, oldest first. */
export async function findAllLiveRequestIds(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ requestId: string }[]>`
    SELECT "request_id" AS "requestId" FROM "grant"
    WHERE "organization_id" = ${organizationId}::uuid AND "state" = 'Active' AND "expires_at" > now()
    ORDER BY "starts_at"`;
  return rows.map(({ requestId }) => requestId);
}

/** The requests that give a person active access, oldest first. */
export async function findLiveRequestIds(tx: Tx, organizationId: string, userId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ requestId: string }[]>`
    SELECT "request_id" AS "requestId" FROM "grant"
    WHERE "organization_id" = ${organizationId}::uuid AND "user_id" = ${userId}::uuid
      AND "state" = 'Active' AND "expires_at" > now()
    ORDER BY "starts_at"`;
  return rows.map(({ requestId }) => requestId);
}

/** An active grant that its policy, child, target or requester no longer covers, and why (R11). */
export type UncoveredGrant = { requestId: string; reason: GrantEndReason };

/**
 * The active grants of an organization that are no longer covered by the policy and child that gave them. This
 * repeats R1 (`isSubject()` and `childCovers()`) in SQL, for the rule that decided and no other;
 * uncovered-samples.test.ts compares both on random organizations. An edit in this transaction is the reason;
 * without one, the person or the target has changed.
 */
export async function findUncoveredGrants(tx: Tx, organizationId: string): Promise<UncoveredGrant[]> {
  return tx.$queryRaw`
    SELECT g."request_id" AS "requestId",
      CASE
        WHEN u."disabled_at" IS NOT NULL THEN 'PersonDisabled'
        WHEN t."status" = 'Terminated' THEN 'TargetRetired'
        WHEN p."deleted_at" IS NOT NULL OR c."deleted_at" IS NOT NULL THEN 'PolicyDeleted'
        WHEN p."time_expires" <= now() OR c."time_expires" <= now() THEN 'PolicyExpired'
        WHEN EXISTS (
          SELECT 1 FROM "policy_version" v
          WHERE v."policy_id" IN (p."id", c."id") AND v."version" > 1 AND v."written_at" = now())
          THEN 'PolicyEdited'
        WHEN NOT named.person THEN 'LeftGroup'
        WHEN NOT named.target THEN 'TargetMoved'
        ELSE 'PolicyEdited'
      END AS "reason"
    FROM "grant" g
    JOIN "access_request" r ON r."id" = g."request_id"
    JOIN "user" u ON u."id" = g."user_id"
    JOIN "target" t ON t."id" = g."target_id"
    JOIN "policy" p ON p."id" = r."policy_id"
    JOIN "policy" c ON c."id" = r."child_policy_id"
    CROSS JOIN LATERAL (
      SELECT ${namesUser(Prisma.sql`p."id"`)} AS person, ${namesTarget(Prisma.sql`c."id"`)} AS target
    ) named
    WHERE g."organization_id" = ${organizationId}::uuid AND g."state" = 'Active' AND g."expires_at" > now()
      AND NOT (
        u."disabled_at" IS NULL AND t."status" <> 'Terminated'
        AND p."deleted_at" IS NULL AND c."deleted_at" IS NULL
        AND (p."time_expires" IS NULL OR p."time_expires" > now())
        AND (c."time_expires" IS NULL OR c."time_expires" > now())
        AND EXISTS (SELECT 1 FROM "policy_child" pc WHERE pc."policy_id" = p."id" AND pc."child_id" = c."id")
        AND named.person AND named.target
        AND (r."target_user" IS NULL OR r."target_user" = ANY (c."target_users"))
        AND r."target_groups" <@ c."target_groups"
        AND (r."verb" IS NULL OR r."verb" = ANY (c."verbs"))
      )`;
}
