import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { type AuthorityOwner, retireAuthority } from '@/lib/db/connections/credentials';
import { forgetServerSetups, markSetupOutdated } from '@/lib/db/targets/setup-results';
import { findTarget } from '@/lib/db/targets/targets';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { authorityFacts, createAuthority, findOrCreateAuthority } from './find-or-create-authority';

/** How long targets trust the old authority too, so that they can be set up for the new one. */
const overlapDays = z
  .int('Enter a whole number of days.')
  .min(0, 'Enter at least 0 days. With 0, the old authority is no longer trusted immediately.')
  .max(90, 'Enter at most 90 days.')
  .default(7);

const inputSchema = z
  .object({ kind: z.enum(['Ssh', 'Web']).optional(), targetId: z.uuid().optional(), overlapDays })
  .refine(({ kind, targetId }) => (kind === undefined) !== (targetId === undefined), {
    path: ['kind'],
    message: 'Choose servers, web apps, or one database or cluster.',
  });
type Input = z.output<typeof inputSchema>;

/**
 * Replaces the authority for servers or web apps, or for one database or cluster. The new one signs from now on; the old
 * one stays trusted for `overlapDays`, in which every target must be set up for the new one. Throws `invalid`,
 * `forbidden`, `not-found`.
 */
export async function rotateAuthority(ctx: Context, input: unknown): Promise<{ trustedUntil: Date }> {
  const wanted = parse(inputSchema, input);
  return inTransaction(async (tx) => {
    await requireAdminForRuleChange(ctx, tx);
    const owner = await findOwner(tx, ctx.organizationId, wanted);
    const old = await findOrCreateAuthority(tx, owner);
    const retiredAt = await databaseNow(tx);
    const trustedUntil = new Date(retiredAt.getTime() + wanted.overlapDays * 86_400_000);
    await retireAuthority(tx, ctx.organizationId, old.id, { retiredAt, trustedUntil });
    await createAuthority(tx, owner);
    if (owner.kind === 'X509') await markSetupOutdated(tx, ctx.organizationId, owner.target.id);
    if (owner.kind === 'Ssh') await forgetServerSetups(tx, ctx.organizationId);
    const { data, about } = authorityFacts(owner);
    const event = { action: 'rotate-authority', data: { ...data, overlapDays: wanted.overlapDays } } as const;
    await record(tx, ctx, event, about);
    return { trustedUntil };
  });
}

async function findOwner(tx: Tx, organizationId: string, { kind, targetId }: Input): Promise<AuthorityOwner> {
  if (kind) return { organizationId, kind };
  const target = targetId ? await findTarget(organizationId, targetId, tx) : null;
  if (target?.type !== 'Db' && target?.type !== 'Cluster')
    throw new AccessError('not-found', 'This database or cluster no longer exists.');
  return { organizationId, kind: 'X509', target };
}
