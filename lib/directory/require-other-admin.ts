import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findActiveAdmins } from '@/lib/db/people/people';

/** Refuses to take the last active admin away: nobody could ever give the role back. Throws `forbidden`. */
export async function requireOtherAdmin(tx: Tx, organizationId: string, userId: string): Promise<void> {
  const others = (await findActiveAdmins(organizationId, tx)).filter(({ id }) => id !== userId);
  if (others.length === 0) {
    throw new AccessError('forbidden', 'This is the last active admin. Make somebody else an admin first.');
  }
}
