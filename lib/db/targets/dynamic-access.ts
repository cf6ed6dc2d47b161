import { database, type Tx } from '@/lib/db/client';
import type { Sealed } from '@/lib/secrets';

export type Webhooks = { startWebhook: string; stopWebhook: string; healthWebhook: string };

/** How the provisioning server of a dynamic server is called. */
export type DynamicAccessRow = Webhooks & {
  targetId: string;
  organizationId: string;
  /** bound to the target's id; null without a secret */
  secret: Sealed | null;
};

/** How the provisioning server of a dynamic server is called, archived ones included; null for a server with an address. */
export async function findDynamicAccess(
  organizationId: string,
  targetId: string,
  tx: Tx = database().prisma,
): Promise<DynamicAccessRow | null> {
  const row = await tx.dynamicAccess.findFirst({ where: { organizationId, targetId } });
  if (!row) return null;
  const { startWebhook, stopWebhook, healthWebhook, secretSealed, secretKeyId } = row;
  const secret =
    secretSealed && secretKeyId ? { keyId: secretKeyId, bytes: Buffer.from(secretSealed) } : null;
  return { targetId, organizationId, startWebhook, stopWebhook, healthWebhook, secret };
}

/** Writes how a provisioning server is called; `secret` stays if it is undefined. The server is offline until it is checked. */
export async function saveDynamicAccess(
  tx: Tx,
  about: { organizationId: string; targetId: string },
  { secret, ...webhooks }: Webhooks & { secret?: Sealed | null | undefined },
): Promise<void> {
  const { organizationId, targetId } = about;
  const sealed = secret !== undefined && {
    secretSealed: secret && new Uint8Array(secret.bytes),
    secretKeyId: secret?.keyId ?? null,
  };
  const data = { ...webhooks, ...sealed, checkedAt: null };
  await tx.dynamicAccess.upsert({
    where: { targetId, organizationId },
    create: { ...about, ...data },
    update: data,
  });
  await tx.target.updateMany({
    where: { id: targetId, organizationId, status: { not: 'Terminated' } },
    data: { status: 'Offline' },
  });
}

/**
 * Takes the dynamic servers of all organizations whose health webhook is due, at most `limit`, those that waited longest
 * first. Another worker does not take them within the next half minute.
 */
export async function claimDueChecks(limit: number): Promise<{ organizationId: string; targetId: string }[]> {
  const { rows } = await database().pool.query<{ organizationId: string; targetId: string }>(
    `UPDATE "dynamic_access" SET "checked_at" = now() WHERE "target_id" IN (
       SELECT d."target_id" FROM "dynamic_access" d JOIN "target" t ON t."id" = d."target_id"
       WHERE t."status" <> 'Terminated' AND (d."checked_at" IS NULL OR d."checked_at" < now() - interval '30 seconds')
       ORDER BY d."checked_at" NULLS FIRST LIMIT $1 FOR UPDATE OF d SKIP LOCKED)
     RETURNING "organization_id" AS "organizationId", "target_id" AS "targetId"`,
    [limit],
  );
  return rows;
}

/** Writes what a health webhook answered, unless another one is set by now or the target is archived. */
export async function writeDynamicStatus(
  { organizationId, targetId, healthWebhook }: DynamicAccessRow,
  status: 'Online' | 'Offline' | 'Error',
): Promise<void> {
  await database().pool.query(
    `WITH checked AS (
       UPDATE "dynamic_access" SET "checked_at" = now()
       WHERE "target_id" = $1 AND "organization_id" = $2 AND "health_webhook" = $3 RETURNING "target_id")
     UPDATE "target" t SET "status" = $4::"TargetStatus" FROM checked
     WHERE t."id" = checked."target_id" AND t."status" NOT IN ('Terminated', $4::"TargetStatus")`,
    [targetId, organizationId, healthWebhook, status],
  );
}
