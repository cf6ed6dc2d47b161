import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { retireAuthority } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction, lockForRuleChange } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { authorityOf, makeAuthorityRow } from './authority-of';

const inputSchema = z.object({
  kind: z.enum(['Ssh', 'X509', 'Web']),
  /** how long hosts may go on believing the old one, until they know the new one */
  overlapDays: z
    .int('A whole number of days.')
    .min(0, 'At least 0 days: then the old one is believed no more at once.')
    .max(90, 'At most 90 days.')
    .default(7),
});

/**
 * Replaces an authority: the new one signs from now on, the old one is believed for `overlapDays` more, in
 * which every host must learn of the new one. Throws `invalid`, `forbidden`.
 */
export async function rotateAuthority(ctx: Context, input: unknown): Promise<{ trustedUntil: Date }> {
  const { kind, overlapDays } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await lockForRuleChange(tx, organizationId);
    await requireAdmin(ctx, tx);
    const old = await authorityOf(tx, organizationId, kind);
    const retiredAt = await databaseNow(tx);
    const trustedUntil = new Date(retiredAt.getTime() + overlapDays * 86_400_000);
    await retireAuthority(tx, organizationId, old.id, { retiredAt, trustedUntil });
    await makeAuthorityRow(tx, organizationId, kind);
    await record(tx, ctx, { action: 'rotate-authority', data: { kind, overlapDays } });
    return { trustedUntil };
  });
}
