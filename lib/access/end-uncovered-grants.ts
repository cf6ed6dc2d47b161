import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { revokeUncoveredCredentials } from '@/lib/db/connections/credentials';
import { findUncoveredGrants } from '@/lib/db/requests/grants';
import { databaseNow } from '@/lib/db/transaction';
import { findRecipients } from './notify';
import { recheckAllConnections } from './revoke-access';
import { invalidateGrant } from './transitions';

/**
 * Ends every active grant of an organization that its policy, child, target or requester no longer covers, in the
 * transaction of the change that uncovers it (R11), revokes the certificates of standing access that no policy gives any
 * more, and has open connections rechecked. The caller holds
 * `lockForRuleChange`. Gives how many grants ended.
 */
export async function endUncoveredGrants(tx: Tx, ctx: Context): Promise<number> {
  const { organizationId } = ctx;
  const uncovered = await findUncoveredGrants(tx, organizationId);
  let ended = 0;
  if (uncovered.length > 0) {
    const now = await databaseNow(tx);
    const recipients = await findRecipients(tx, organizationId);
    for (const { requestId, reason } of uncovered) {
      if (await invalidateGrant(tx, ctx, requestId, { reason, now, recipients })) ended++;
    }
  }
  // Standing access may have changed as well.
  await revokeUncoveredCredentials(tx, organizationId);
  await recheckAllConnections(tx, organizationId);
  return ended;
}
