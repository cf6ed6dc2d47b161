import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdmin, requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findZliOwner, revokeTokenRow } from '@/lib/db/people/api-tokens';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ tokenId: z.uuid() });

/**
 * Ends a sign-in of zli: the caller's own, or for admins anyone's. Does nothing if it has already ended. Running
 * sessions end when their certificate has to be renewed, within minutes. Throws `forbidden`, `not-found`.
 */
export async function signOutZli(ctx: Context, input: unknown): Promise<{ email: string; device: string }> {
  const { tokenId: id } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    const person = await requirePerson(ctx, tx);
    const owner = await findZliOwner(tx, organizationId, id);
    if (owner?.id !== person.id) await requireAdmin(ctx, tx);
    if (!owner) throw new AccessError('not-found', 'Signed-in device not found.');
    const { id: userId, email } = owner;
    const token = await revokeTokenRow(tx, { organizationId, id, userId }, await databaseNow(tx));
    const device = token?.name ?? '';
    if (token) await record(tx, ctx, { action: 'sign-out-zli', data: { email, device } }, { userId });
    return { email, device };
  });
}
