import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { renameApiKeyRow } from '@/lib/db/people/api-tokens';
import { inTransaction, isPrismaError } from '@/lib/db/transaction';
import { nameField } from '@/lib/name-fields';
import { parse } from '@/lib/parse';
import { apiKeyNameTaken } from './create-api-key';

const inputSchema = z.object({ keyId: z.uuid(), name: nameField });

/**
 * Renames an API key; without a change it records nothing. Admins and admin API keys. Throws `invalid`, `forbidden`,
 * `not-found`, or `name-taken` if another key that is not revoked has that name.
 */
export async function renameApiKey(ctx: Context, input: unknown): Promise<void> {
  const { keyId: id, name } = parse(inputSchema, input);
  const { organizationId } = ctx;
  try {
    await inTransaction(async (tx) => {
      await requireAdminOrKey(ctx, tx);
      const before = await renameApiKeyRow(tx, { organizationId, id, name });
      if (before === null)
        throw new AccessError('not-found', 'API key not found. It may already be revoked.');
      if (before !== name)
        await record(tx, ctx, { action: 'rename-api-key', data: { name: before, to: name } });
    });
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    throw apiKeyNameTaken(name);
  }
}
