import { z } from 'zod';
import { endProgramAccess } from '@/lib/access/end-program-access';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { revokeTokenRow } from '@/lib/db/people/api-tokens';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ keyId: z.uuid() });

/** Revokes an API key, ends its access and cancels its pending requests (R11). Throws `forbidden`, `not-found`. */
export async function revokeApiKey(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { keyId: id } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    const key = await revokeTokenRow(tx, { organizationId, id, userId: null }, await databaseNow(tx));
    if (!key) throw new AccessError('not-found', 'API key not found. It may already be revoked.');
    await record(tx, ctx, { action: 'revoke-api-key', data: key });
    await endProgramAccess(tx, ctx, id, 'the API key that made it was revoked');
    return key;
  });
}
