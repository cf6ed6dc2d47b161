import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { cancelPendingRequests } from './cancel-pending-requests';
import { endUncoveredGrants } from './end-uncovered-grants';

/**
 * Ends the access of an API key or a service account that this transaction disables, and cancels its pending requests (R11).
 * The caller holds `lockForRuleChange`. `why` ends a sentence.
 */
export async function endProgramAccess(tx: Tx, ctx: Context, id: string, why: string): Promise<void> {
  await cancelPendingRequests(tx, ctx, { why, requesterId: id });
  await endUncoveredGrants(tx, ctx);
}
