import type { AccessEnd, ConnectionView } from '@/lib/core/access/connection';
import type { Tx } from '@/lib/db/client';

/** How the access of a connection ended, by its grant or else by its standing policy. */
export async function findAccessEnd(
  tx: Tx,
  connection: Pick<ConnectionView, 'id' | 'requestId'>,
): Promise<AccessEnd> {
  return connection.requestId === null
    ? findStandingEnd(tx, connection.id)
    : findGrantEnd(tx, connection.requestId);
}

async function findGrantEnd(tx: Tx, requestId: string): Promise<AccessEnd> {
  const grant = await tx.grant.findUnique({
    where: { requestId },
    include: { endedBy: { select: { email: true } } },
  });
  switch (grant?.state) {
    case 'Revoked':
      return { kind: 'revoked', by: grant.endedBy?.email ?? null };
    case 'Relinquished':
      return { kind: 'released' };
    case 'Invalidated':
      return { kind: 'invalidated', reason: grant.endReason ?? 'NotCovered' };
    default:
      return { kind: 'expired' };
  }
}

type StandingRow = {
  disabled: boolean;
  archived: boolean;
  deleted: boolean;
  expired: boolean;
  namesPerson: boolean;
  namedPerson: boolean;
  namesTarget: boolean;
  namedTarget: boolean;
};

/**
 * Standing access has no row that ends, so the reason is worked out: the policy is compared with its version of
 * when the connection opened. What that version would not give today either was not ended by an edit.
 */
async function findStandingEnd(tx: Tx, connectionId: string): Promise<AccessEnd> {
  const [row] = await tx.$queryRaw<StandingRow[]>`
    SELECT u."disabled_at" IS NOT NULL AS "disabled", t."status" = 'Terminated' AS "archived",
      p."id" IS NULL OR p."deleted_at" IS NOT NULL AS "deleted",
      coalesce(p."time_expires" <= now(), false) AS "expired",
      EXISTS (SELECT 1 FROM "policy_subject" ps WHERE ps."policy_id" = p."id" AND ps."user_id" = u."id")
        OR EXISTS (SELECT 1 FROM "policy_group" pg WHERE pg."policy_id" = p."id" AND pg."group_id" = ANY (groups.ids))
        AS "namesPerson",
      coalesce(opened.document->'subjectIds' ? u."id"::text OR opened.document->'groupIds' ?| groups.ids, false)
        AS "namedPerson",
      EXISTS (SELECT 1 FROM "policy_target" pt WHERE pt."policy_id" = p."id" AND pt."target_id" = t."id")
        OR EXISTS (
          SELECT 1 FROM "policy_environment" pe
          WHERE pe."policy_id" = p."id" AND pe."environment_id" = t."environment_id") AS "namesTarget",
      coalesce(opened.document->'targetIds' ? t."id"::text
        OR opened.document->'environmentIds' ? t."environment_id"::text, false) AS "namedTarget"
    FROM "connection" n
    JOIN "user" u ON u."id" = n."user_id"
    JOIN "target" t ON t."id" = n."target_id"
    LEFT JOIN "policy" p ON p."id" = n."policy_id"
    CROSS JOIN LATERAL (
      SELECT ARRAY(SELECT gm."group_id" FROM "group_member" gm WHERE gm."user_id" = u."id") AS ids) groups
    LEFT JOIN LATERAL (
      SELECT v."document" FROM "policy_version" v WHERE v."policy_id" = p."id"
      ORDER BY v."written_at" <= n."opened_at" DESC,
        CASE WHEN v."written_at" <= n."opened_at" THEN -v."version" ELSE v."version" END
      LIMIT 1) opened ON true
    WHERE n."id" = ${connectionId}::uuid`;
  if (!row) throw new Error(`connection ${connectionId} does not exist`);
  if (row.disabled) return { kind: 'invalidated', reason: 'PersonDisabled' };
  if (row.archived) return { kind: 'invalidated', reason: 'TargetRetired' };
  if (row.deleted) return { kind: 'invalidated', reason: 'PolicyDeleted' };
  if (row.expired) return { kind: 'invalidated', reason: 'PolicyExpired' };
  if (!row.namesPerson && !row.namedPerson) return { kind: 'invalidated', reason: 'LeftGroup' };
  if (!row.namesTarget && !row.namedTarget) return { kind: 'invalidated', reason: 'TargetMoved' };
  return { kind: 'invalidated', reason: 'PolicyEdited' };
}
