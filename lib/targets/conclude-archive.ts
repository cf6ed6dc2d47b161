import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import type { TargetRow } from '@/lib/db/targets/targets';
import { requireNothingBehind } from './inventory-rules';
import { requireNotReachedThrough } from './tunnel-rules';

/** Refuses to archive a target that others need. Throws `in-use`, and names one. */
export async function requireArchivable(tx: Tx, organizationId: string, targetId: string): Promise<void> {
  await requireNotReachedThrough(tx, organizationId, targetId, 'can’t be archived');
  await requireNothingBehind(tx, organizationId, { proxyTargetId: targetId });
}

/**
 * Records that a target was archived, and ends the access that it had (R11). The caller holds `lockForRuleChange` and has
 * written the target. Returns how many grants ended.
 *
 * @param offline the last contact of a server that the clean-up archives, and the hours of its environment
 */
export async function concludeArchive(
  tx: Tx,
  ctx: Context,
  { id: targetId, name, environment, type }: TargetRow,
  offline?: { lastContactAt: Date; hours: number },
): Promise<number> {
  const why = offline && { offline: { since: offline.lastContactAt.toISOString(), hours: offline.hours } };
  await record(tx, ctx, { action: 'retire-target', data: { name, environment, type, ...why } }, { targetId });
  return endUncoveredGrants(tx, ctx);
}
