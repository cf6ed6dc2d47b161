import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { policyTypes } from '@/lib/core/policy/policy';
import { findParents, findPolicy } from '@/lib/db/policies/policies';
import { deletePolicyRow } from '@/lib/db/policies/policy-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { knownVersions, requireVersion } from './require-version';

const inputSchema = z.object({
  policyId: z.uuid(),
  type: z.enum(policyTypes).optional(),
  versions: knownVersions,
});

/**
 * Deletes a policy, of a certain type where `type` is given, and ends the access that it gives (R11). Throws `forbidden`, `not-found`, `in-use` while a
 * just-in-time policy includes it, or `changed-meanwhile` if the policy has none of `versions`. Gives how many active grants ended.
 */
export async function deletePolicy(ctx: Context, input: unknown): Promise<number> {
  const { policyId, type: wanted, versions } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    const policy = await findPolicy(organizationId, policyId, tx);
    if (!policy || (wanted && policy.type !== wanted))
      throw new AccessError('not-found', 'Policy not found.');
    requireVersion(policy, versions);
    const parents = await findParents(organizationId, policyId, tx);
    if (parents.length > 0) {
      const names = parents.map(({ name }) => name).join(', ');
      throw new AccessError('in-use', `Used by ${names}. Remove it there first.`);
    }
    const { name, type, version } = policy;
    if (!(await deletePolicyRow(tx, { organizationId, id: policyId, version })))
      throw new AccessError('changed-meanwhile', 'Someone changed the policy meanwhile. Read it again.');
    await record(tx, ctx, { action: 'delete-policy', data: { name, type, version } }, { policyId });
    return endUncoveredGrants(tx, ctx);
  });
}
