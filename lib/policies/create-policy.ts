import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import { type Context, newId } from '@/lib/context';
import { getPolicyOrThrow, type PolicyRecord } from '@/lib/db/policies/policies';
import { insertPolicies } from '@/lib/db/policies/policy-writes';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { checkPolicy, requireIntegrationFor } from './check-policy';
import { mapNameConflict } from './map-name-conflict';
import { acceptClaims, policyClaims } from './policy-claims';
import { policyDraft } from './policy-input';

const programInput = z.object({ claims: policyClaims.optional() });

/**
 * Creates a policy and returns it as version 1. A program also sends `claims`, and can create a policy that covers nothing
 * yet. Throws `invalid`, `forbidden`, `name-taken` (R5), or `not-integrated` for a just-in-time policy while Slack is not
 * connected (R4).
 */
export async function createPolicy(ctx: Context, input: unknown): Promise<PolicyRecord> {
  const document = parse(policyDraft, input);
  const { claims } = parse(programInput, input);
  const { organizationId } = ctx;
  return mapNameConflict(document.name, () =>
    inTransaction(async (tx) => {
      const writtenBy = await requireAdminOrKeyForRuleChange(ctx, tx);
      await requireIntegrationFor(tx, organizationId, document);
      if (claims) await acceptClaims(tx, organizationId, claims);
      await checkPolicy(tx, organizationId, document, { mayBeEmpty: claims !== undefined });
      const id = newId();
      await insertPolicies(tx, [{ id, organizationId, writtenBy, document }]);
      const { name, type } = document;
      await record(tx, ctx, { action: 'create-policy', data: { name, type, version: 1 } }, { policyId: id });
      return getPolicyOrThrow(tx, organizationId, id);
    }),
  );
}
