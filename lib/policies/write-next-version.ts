import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { AuditEvent } from '@/lib/core/audit-event';
import { AccessError } from '@/lib/core/error';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { Tx } from '@/lib/db/client';
import { findPolicy, type PolicyRecord } from '@/lib/db/policies/policies';
import { updatePolicyRow } from '@/lib/db/policies/policy-writes';
import { checkPolicy, requireIntegrationFor } from './check-policy';
import { written } from './create-policy';

/**
 * Writes a policy's next version, in the caller's transaction, which holds `lockForRuleChange`; access that
 * it no longer covers ends at once (R11). `version` is the one its author saw. Throws `not-found`, `invalid`,
 * `not-integrated` (R4), or `changed-meanwhile` when somebody else wrote a version in between.
 */
export async function writeNextVersion(
  tx: Tx,
  ctx: Context,
  about: {
    policyId: string;
    version: number;
    document: PolicyDocument;
    writtenBy: string;
    event: (data: { name: string; type: PolicyDocument['type']; version: number }) => AuditEvent;
  },
): Promise<PolicyRecord> {
  const { policyId, version, writtenBy } = about;
  const { organizationId } = ctx;
  const stored = await findPolicy(organizationId, policyId, tx);
  if (!stored) throw new AccessError('not-found', 'There is no such policy here.');
  // A policy's end is set when it is made and stays (the public API's rule).
  const document = { ...about.document, timeExpires: stored.timeExpires };
  if (stored.type !== document.type)
    throw new AccessError('invalid', 'A policy keeps its type. Make a new one.');
  await requireIntegrationFor(tx, organizationId, document);
  await checkPolicy(tx, organizationId, document);
  const policy = { id: policyId, organizationId, writtenBy, version, document };
  if (!(await updatePolicyRow(tx, policy))) {
    const message = `Version ${stored.version} was saved in the meantime. Look at it, then decide which of the two stays.`;
    throw new AccessError('changed-meanwhile', message);
  }
  const { name, type } = document;
  await record(tx, ctx, about.event({ name, type, version: version + 1 }), { policyId });
  await endUncoveredGrants(tx, ctx);
  return written(tx, organizationId, policyId);
}
