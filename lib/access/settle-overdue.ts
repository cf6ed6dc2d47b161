import { statusAt } from '@/lib/core/access/request';
import type { Tx } from '@/lib/db/client';
import { findOpenRequest } from '@/lib/db/requests/requests';
import { expire, timeOut } from './transitions';

/**
 * Closes the open request of a person for a target when its time is over by the database's clock, as the
 * worker would have done: a worker that is late must not keep anybody from asking again (R3, R12).
 */
export async function settleOverdue(
  tx: Tx,
  key: { organizationId: string; requesterId: string; targetId: string },
  now: Date,
): Promise<void> {
  const open = await findOpenRequest(tx, key);
  if (!open) return;
  const standing = statusAt(open, now);
  if (standing === 'Lapsed') await timeOut(tx, key.organizationId, open.id);
  if (standing === 'Expired') await expire(tx, key.organizationId, open.id, now);
}
