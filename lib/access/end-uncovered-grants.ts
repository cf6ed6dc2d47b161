import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import { formatEndReason } from '@/lib/core/text/request';
import type { Tx } from '@/lib/db/client';
import { endGrantRow, findUncoveredGrants } from '@/lib/db/requests/grants';
import { closeRequest } from '@/lib/db/requests/requests';
import { databaseNow } from '@/lib/db/transaction';
import { notifyEnded } from './notify';
import { auditAbout, auditFacts } from './request-facts';
import { recheckAllConnections, revokeAccess } from './revoke-access';
import { getRequestOrThrow } from './transitions';

/**
 * Ends every live grant of an organization that its policy, child, target or person no longer covers, in
 * the transaction of the change that uncovers it (R11), and has open connections looked at. The caller holds `lockForRuleChange`. Gives how
 * many ended.
 */
export async function endUncoveredGrants(tx: Tx, ctx: Context): Promise<number> {
  const { organizationId } = ctx;
  const uncovered = await findUncoveredGrants(tx, organizationId);
  const now = await databaseNow(tx);
  let ended = 0;
  for (const { requestId, reason } of uncovered) {
    // One that expired in between has been told of.
    if (!(await endGrantRow(tx, { requestId, to: 'Invalidated', endedAt: now, endReason: reason }))) continue;
    ended++;
    await closeRequest(tx, requestId);
    await revokeAccess(tx, { organizationId, requestId }, now);
    const request = await getRequestOrThrow(tx, organizationId, requestId);
    const data = { ...auditFacts(request), why: formatEndReason(reason) };
    await record(tx, ctx, { action: 'invalidate-grant', data }, auditAbout(request));
    await notifyEnded(tx, { organizationId, request });
  }
  // Standing access may have changed as well.
  await recheckAllConnections(tx, organizationId);
  return ended;
}
