import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { retireAuthority } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { createAuthority, findOrCreateAuthority } from './find-or-create-authority';

const inputSchema = z.object({
  kind: z.enum(['Ssh', 'X509', 'Web']),
  /** how long targets trust the old authority too, so that they can be set up for the new one */
  overlapDays: z
    .int('Enter a whole number of days.')
    .min(0, 'Enter at least 0 days. With 0, the old authority is no longer trusted immediately.')
    .max(90, 'Enter at most 90 days.')
    .default(7),
});

/**
 * Replaces an authority. The new one signs from now on; the old one stays trusted for `overlapDays`, in which every
 * target must be set up for the new one. Throws `invalid`, `forbidden`.
 */
export async function rotateAuthority(ctx: Context, input: unknown): Promise<{ trustedUntil: Date }> {
  const { kind, overlapDays } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdminForRuleChange(ctx, tx);
    const old = await findOrCreateAuthority(tx, organizationId, kind);
    const retiredAt = await databaseNow(tx);
    const trustedUntil = new Date(retiredAt.getTime() + overlapDays * 86_400_000);
    await retireAuthority(tx, organizationId, old.id, { retiredAt, trustedUntil });
    await createAuthority(tx, organizationId, kind);
    await record(tx, ctx, { action: 'rotate-authority', data: { kind, overlapDays } });
    return { trustedUntil };
  });
}
