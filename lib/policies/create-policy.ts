import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { findPolicy, type PolicyRecord } from '@/lib/db/policies/policies';
import { insertPolicy } from '@/lib/db/policies/policy-writes';
import { inTransaction, lockForRuleChange } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { checkPolicy, requireIntegrationFor } from './check-policy';
import { mapNameConflict } from './map-name-conflict';
import { policyDraft } from './policy-input';

/**
 * Writes a new policy. Throws `invalid`, `forbidden`, `name-taken` (R5), or `not-integrated` for a
 * just-in-time policy while Slack is not integrated (R4).
 */
export async function createPolicy(ctx: Context, input: unknown): Promise<PolicyRecord> {
  const document = parse(policyDraft, input);
  const { organizationId } = ctx;
  return mapNameConflict(document.name, () =>
    inTransaction(async (tx) => {
      await lockForRuleChange(tx, organizationId);
      const { email } = await requireAdmin(ctx, tx);
      await requireIntegrationFor(tx, organizationId, document);
      await checkPolicy(tx, organizationId, document);
      const id = newId();
      await insertPolicy(tx, { id, organizationId, writtenBy: email, document });
      const { name, type } = document;
      await record(tx, ctx, { action: 'create-policy', data: { name, type, version: 1 } }, { policyId: id });
      return written(tx, organizationId, id);
    }),
  );
}

/** Reads a policy back after it was written in the same transaction. */
export async function written(tx: Tx, organizationId: string, id: string): Promise<PolicyRecord> {
  const policy = await findPolicy(organizationId, id, tx);
  if (!policy) throw new Error(`policy ${id} is gone`);
  return policy;
}
