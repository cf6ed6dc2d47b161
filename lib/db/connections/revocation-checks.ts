import { database, type Tx } from '@/lib/db/client';

export type RevocationCheckState = 'Pending' | 'Verified' | 'StillOpen' | 'Unverified';
export type RevocationCheckRow = {
  requestId: string;
  organizationId: string;
  state: RevocationCheckState;
  attempts: number;
  detail: string;
  checkedAt: Date | null;
  alarmedAt: Date | null;
};

/** Inserts the revocation check of a request, as pending. */
export async function insertRevocationCheck(
  tx: Tx,
  about: { organizationId: string; requestId: string },
): Promise<void> {
  await tx.revocationCheck.createMany({ data: about, skipDuplicates: true });
}

/** The revocation check of a request; null where there is none. */
export async function findRevocationCheck(
  requestId: string,
  tx: Tx = database().prisma,
): Promise<RevocationCheckRow | null> {
  return tx.revocationCheck.findUnique({ where: { requestId } });
}

/** Stores the result of a probe. False when the revocation is verified already: that never changes again. */
export async function saveRevocationCheck(
  tx: Tx,
  requestId: string,
  found: { state: RevocationCheckState; detail: string; at: Date; alarm: boolean },
): Promise<boolean> {
  const { state, detail, at, alarm } = found;
  const { count } = await tx.revocationCheck.updateMany({
    where: { requestId, state: { not: 'Verified' } },
    data: { state, detail, checkedAt: at, attempts: { increment: 1 }, ...(alarm && { alarmedAt: at }) },
  });
  return count === 1;
}

/** Revocation checks that are due and had no probe for a while: their jobs were lost. */
export async function findStalledRevocationChecks(
  limit: number,
): Promise<{ requestId: string; organizationId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT d."request_id" AS "requestId", d."organization_id" AS "organizationId"
    FROM "door_check" d JOIN "grant" g ON g."request_id" = d."request_id"
    WHERE d."state" IN ('Waiting', 'Open')
      AND coalesce(d."checked_at", g."ended_at") < now() - interval '5 minutes'
    ORDER BY g."ended_at" LIMIT ${limit}`;
}
