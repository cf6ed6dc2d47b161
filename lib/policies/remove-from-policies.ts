import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { findPoliciesListing, findPolicy } from '@/lib/db/policies/policies';
import { updatePolicyRow } from '@/lib/db/policies/policy-writes';
import { documentOf } from './patch-policy';

/**
 * Writes the next version of every policy that lists a subject, without it, in the caller's transaction, which holds
 * `lockForRuleChange`. Returns how many there were.
 */
export async function removeFromPolicies(
  tx: Tx,
  ctx: Context,
  { subjectId, writtenBy }: { subjectId: string; writtenBy: string },
): Promise<number> {
  const { organizationId } = ctx;
  const ids = await findPoliciesListing(tx, organizationId, subjectId);
  for (const policyId of ids) {
    const policy = await findPolicy(organizationId, policyId, tx);
    if (!policy) continue;
    const { version } = policy;
    const before = documentOf(policy);
    const document = { ...before, subjectIds: before.subjectIds.filter((id) => id !== subjectId) };
    await updatePolicyRow(tx, { id: policyId, organizationId, writtenBy, version, document });
    const { name, type } = document;
    const data = { name, type, version: version + 1 };
    await record(tx, ctx, { action: 'update-policy', data }, { policyId });
  }
  return ids.length;
}
