import { z } from 'zod';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findVersions } from '@/lib/db/policies/policy-versions';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { mapNameConflict } from './map-name-conflict';
import { type SavedPolicy, writeNextVersion } from './write-next-version';

const inputSchema = z.object({
  policyId: z.uuid(),
  /** the version to restore */
  from: z.number().int().min(1),
  /** the newest version that the admin saw */
  version: z.number().int().min(1),
});

/**
 * Restores an earlier version of a policy as its next version, and ends the access that it does not cover (R11). Throws
 * `invalid` if it refers to something that no longer exists, `forbidden`, `not-found`, `name-taken`, `not-integrated`
 * (R4), or `changed-meanwhile`.
 */
export async function restorePolicy(ctx: Context, input: unknown): Promise<SavedPolicy> {
  const { policyId, from, version } = parse(inputSchema, input);
  const [old] = await findVersions(policyId, { atMost: from, take: 1 });
  return mapNameConflict(old?.document.name ?? '', () =>
    inTransaction(async (tx) => {
      const { email: writtenBy } = await requireAdminForRuleChange(ctx, tx);
      if (old?.version !== from) throw new AccessError('not-found', 'Policy version not found.');
      return writeNextVersion(tx, ctx, {
        policyId,
        version,
        document: old.document,
        writtenBy,
        event: (data) => ({ action: 'restore-policy', data: { ...data, from } }),
      });
    }),
  );
}
