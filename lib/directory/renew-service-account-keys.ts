import { z } from 'zod';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import { renewKeys } from '@/lib/db/people/service-accounts';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findAccountForChange } from './find-account-for-change';

const inputSchema = z.object({ accountId: z.uuid() });

/**
 * Has the keys of a service account loaded again at its next sign-in. Admins and admin API keys only. Throws `invalid`,
 * `forbidden`, `not-found`.
 */
export async function renewServiceAccountKeys(ctx: Context, input: unknown): Promise<void> {
  const { accountId } = parse(inputSchema, input);
  await inTransaction(async (tx) => {
    const { email } = await findAccountForChange(tx, ctx, accountId);
    await renewKeys(tx, accountId);
    await record(tx, ctx, { action: 'renew-account-keys', data: { email } }, { userId: accountId });
  });
}
