import { z } from 'zod';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { mapNameConflict } from './map-name-conflict';
import { policyDraft } from './policy-input';
import { type SavedPolicy, writeNextVersion } from './write-next-version';

const inputSchema = z.object({ policyId: z.uuid(), version: z.number().int().min(1) });

/**
 * Writes a policy's next version and ends the access that it no longer covers (R11). `version` is the one that the author
 * edited. Throws `invalid`, `forbidden`, `not-found`, `name-taken`, `not-integrated` (R4), or `changed-meanwhile` if
 * that is no longer the newest version.
 */
export async function updatePolicy(ctx: Context, input: unknown): Promise<SavedPolicy> {
  const { policyId, version } = parse(inputSchema, input);
  const document = parse(policyDraft, input);
  return mapNameConflict(document.name, () =>
    inTransaction(async (tx) => {
      const { email: writtenBy } = await requireAdminForRuleChange(ctx, tx);
      return writeNextVersion(tx, ctx, {
        policyId,
        version,
        document,
        writtenBy,
        event: (data) => ({ action: 'update-policy', data }),
      });
    }),
  );
}
