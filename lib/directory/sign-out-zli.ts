import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requirePerson } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { revokeTokenRow } from '@/lib/db/api-tokens';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ tokenId: z.uuid() });

/** Ends one of the person's own sign-ins of zli. One that has ended before is left alone. */
export async function signOutZli(ctx: Context, input: unknown): Promise<void> {
  const { tokenId: id } = parse(inputSchema, input);
  const { organizationId } = ctx;
  await inTransaction(async (tx) => {
    const { id: userId, email } = await requirePerson(ctx, tx);
    const token = await revokeTokenRow(tx, { organizationId, id, userId }, await databaseNow(tx));
    if (!token) return;
    await record(tx, ctx, { action: 'sign-out-zli', data: { email, device: token.name } }, { userId });
  });
}
