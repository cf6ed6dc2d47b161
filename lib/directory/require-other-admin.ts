import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findActiveAdmins } from '@/lib/db/people/people';

/** Throws `forbidden` if the person is the last active admin, because no one could give the role back. */
export async function requireOtherAdmin(tx: Tx, organizationId: string, userId: string): Promise<void> {
  const others = (await findActiveAdmins(organizationId, tx)).filter(({ id }) => id !== userId);
  if (others.length === 0) {
    throw new AccessError(
      'forbidden',
      'This person is the last active admin. Make another person an admin first.',
    );
  }
}
