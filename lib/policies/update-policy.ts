import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findPolicy, type PolicyRecord } from '@/lib/db/policies';
import { updatePolicyRow } from '@/lib/db/policy-writes';
import { inTransaction, lockForRuleChange } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { checkPolicy, requireIntegrationFor } from './check-policy';
import { written } from './create-policy';
import { namingFault } from './naming-fault';
import { policyDraft } from './policy-draft';

const inputSchema = z.object({ policyId: z.uuid(), version: z.number().int().min(1) });

/**
 * Writes a policy's next version; access that it no longer covers ends at once (R11). `version` is the one
 * the author saw. Throws `invalid`, `forbidden`, `not-found`, `name-taken`, `not-integrated` (R4) or
 * `changed-meanwhile`, when somebody else wrote a version in between.
 */
export async function updatePolicy(ctx: Context, input: unknown): Promise<PolicyRecord> {
  const { policyId, version } = parse(inputSchema, input);
  const draft = parse(policyDraft, input);
  const { organizationId } = ctx;
  return namingFault(draft.name, () =>
    inTransaction(async (tx) => {
      await lockForRuleChange(tx, organizationId);
      const { email } = await requireAdmin(ctx, tx);
      const stored = await findPolicy(organizationId, policyId, tx);
      if (!stored) throw new AccessError('not-found', 'There is no such policy here.');
      // A policy's end is set when it is made and stays (the public API's rule).
      const document = { ...draft, timeExpires: stored.timeExpires };
      if (stored.type !== document.type)
        throw new AccessError('invalid', 'A policy keeps its type. Make a new one.');
      await requireIntegrationFor(tx, organizationId, document);
      await checkPolicy(tx, organizationId, document);
      const policy = { id: policyId, organizationId, writtenBy: email, version, document };
      if (!(await updatePolicyRow(tx, policy))) {
        const message = `Version ${stored.version} was saved in the meantime. Reload to see it, then change it again.`;
        throw new AccessError('changed-meanwhile', message);
      }
      const data = { name: document.name, type: document.type, version: version + 1 };
      await record(tx, ctx, { action: 'update-policy', data }, { policyId });
      await endUncoveredGrants(tx, ctx);
      return written(tx, organizationId, policyId);
    }),
  );
}
