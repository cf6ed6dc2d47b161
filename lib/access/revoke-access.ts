import type { Tx } from '@/lib/db/client';
import { hasOpenConnection } from '@/lib/db/connections/connections';
import { hasIssuedCredential, revokeCredentials } from '@/lib/db/connections/credentials';
import { insertRevocationCheck } from '@/lib/db/connections/revocation-checks';
import { sendJob } from '@/lib/outbox/send-job';

/**
 * Revokes what was issued for access that ends, in the transaction that ends it: valid certificates are revoked, open
 * connections are rechecked, and a job probes the target afterwards (R22).
 */
export async function revokeAccess(
  tx: Tx,
  about: { organizationId: string; requestId: string },
  now: Date,
): Promise<void> {
  const { organizationId, requestId } = about;
  await revokeCredentials(tx, { requestId }, now);
  await recheckAllConnections(tx, organizationId);
  if (!(await hasIssuedCredential(tx, requestId))) return;
  await insertRevocationCheck(tx, { organizationId, requestId });
  await sendJob(tx, 'check-door', { organizationId, requestId });
}

/** Has every open connection of an organization rechecked, because policies, people or targets changed. */
export async function recheckAllConnections(tx: Tx, organizationId: string): Promise<void> {
  if (await hasOpenConnection(tx, organizationId))
    await sendJob(tx, 'recheck-connections', { organizationId });
}
