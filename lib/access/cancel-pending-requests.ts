import type { Context } from '@/lib/context';
import { statusAt } from '@/lib/core/access/request';
import type { Tx } from '@/lib/db/client';
import { findPendingIds } from '@/lib/db/requests/requests';
import { databaseNow } from '@/lib/db/transaction';
import { cancel, getRequestOrThrow, timeOut } from './transitions';

/**
 * Cancels the pending requests of an organization, or of one requester, in the transaction of what makes a decision
 * impossible. Gives how many. `why` ends a sentence; `own`: the requester does it.
 */
export async function cancelPendingRequests(
  tx: Tx,
  ctx: Context,
  { why, requesterId, own = false }: { why: string; requesterId?: string; own?: boolean },
): Promise<number> {
  const now = await databaseNow(tx);
  let cancelled = 0;
  for (const id of await findPendingIds(tx, ctx.organizationId, requesterId)) {
    const request = await getRequestOrThrow(tx, ctx.organizationId, id);
    if (statusAt(request, now) === 'Lapsed') await timeOut(tx, ctx.organizationId, id);
    else if (await cancel(tx, ctx, id, { why, own, now })) cancelled++;
  }
  return cancelled;
}
