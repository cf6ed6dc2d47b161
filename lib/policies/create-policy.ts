import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import { getPolicyOrThrow, type PolicyRecord } from '@/lib/db/policies/policies';
import { insertPolicies } from '@/lib/db/policies/policy-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { checkPolicy, requireIntegrationFor } from './check-policy';
import { mapNameConflict } from './map-name-conflict';
import { policyDraft } from './policy-input';

/**
 * Creates a policy and returns it as version 1. Throws `invalid`, `forbidden`, `name-taken` (R5), or `not-integrated`
 * for a just-in-time policy while Slack is not connected (R4).
 */
export async function createPolicy(ctx: Context, input: unknown): Promise<PolicyRecord> {
  const document = parse(policyDraft, input);
  const { organizationId } = ctx;
  return mapNameConflict(document.name, () =>
    inTransaction(async (tx) => {
      const { email } = await requireAdminForRuleChange(ctx, tx);
      await requireIntegrationFor(tx, organizationId, document);
      await checkPolicy(tx, organizationId, document);
      const id = newId();
      await insertPolicies(tx, [{ id, organizationId, writtenBy: email, document }]);
      const { name, type } = document;
      await record(tx, ctx, { action: 'create-policy', data: { name, type, version: 1 } }, { policyId: id });
      return getPolicyOrThrow(tx, organizationId, id);
    }),
  );
}
