import type { ConnectionView } from '@/lib/core/access/connection';
import type { Tx } from '@/lib/db/client';

/** How access ended that a connection rested on. */
export type EndReason =
  | { kind: 'expired' | 'relinquished' | 'edited' }
  | { kind: 'revoked'; by: string | null }
  | { kind: 'gone'; why: string };

/** Why the grant, or the standing policy, of a connection gives nothing any more. */
export async function findEndReason(
  tx: Tx,
  { requestId, policy, person, target }: Pick<ConnectionView, 'requestId' | 'policy' | 'person' | 'target'>,
): Promise<EndReason> {
  const user = await tx.user.findUnique({ where: { id: person.id }, select: { disabledAt: true } });
  if (!user || user.disabledAt) return { kind: 'gone', why: 'the person was disabled' };
  const { status } = await tx.target.findUniqueOrThrow({
    where: { id: target.id },
    select: { status: true },
  });
  if (status === 'Terminated') return { kind: 'gone', why: 'the target was retired' };
  return requestId === null ? endOfPolicy(tx, policy.id) : endOfGrant(tx, requestId);
}

async function endOfPolicy(tx: Tx, id: string): Promise<EndReason> {
  const [row] = await tx.$queryRaw<{ deleted: boolean; expired: boolean }[]>`
    SELECT "deleted_at" IS NOT NULL AS "deleted", coalesce("time_expires" <= now(), false) AS "expired"
    FROM "policy" WHERE "id" = ${id}::uuid`;
  if (!row || row.deleted) return { kind: 'gone', why: 'the policy was deleted' };
  return row.expired ? { kind: 'gone', why: 'the policy has ended' } : { kind: 'edited' };
}

async function endOfGrant(tx: Tx, requestId: string): Promise<EndReason> {
  const grant = await tx.grant.findUnique({
    where: { requestId },
    include: { endedBy: { select: { email: true } } },
  });
  switch (grant?.state) {
    case 'Revoked':
      return { kind: 'revoked', by: grant.endedBy?.email ?? null };
    case 'Relinquished':
      return { kind: 'relinquished' };
    case 'Invalidated':
      // The words of findUncoveredGrants, which tell an edit from everything else that uncovers a grant.
      return grant.endReason === uncoveredByEdit
        ? { kind: 'edited' }
        : { kind: 'gone', why: grant.endReason ?? '' };
    default:
      return { kind: 'expired' };
  }
}

/** The reason of a grant that ended because its policy was edited. */
const uncoveredByEdit = 'the policy no longer covers it';
