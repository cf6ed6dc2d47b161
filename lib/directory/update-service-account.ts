import { z } from 'zod';
import { endProgramAccess } from '@/lib/access/end-program-access';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { revokeTokensOf } from '@/lib/db/people/api-tokens';
import { writeEnabled, writeRole } from '@/lib/db/people/people';
import type { ServiceAccountRow } from '@/lib/db/people/service-accounts';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findAccountForChange } from './find-account-for-change';

const inputSchema = z.object({
  accountId: z.uuid(),
  isAdmin: z.boolean().nullish(),
  enabled: z.boolean().nullish(),
});

/**
 * Changes whether a service account is an admin, and whether it is enabled; what is left out stays. Disabling ends its sign-ins
 * and its access, and cancels its pending requests (R11). Admins and admin API keys only. Throws `invalid`, `forbidden`, `not-found`.
 */
export async function updateServiceAccount(ctx: Context, input: unknown): Promise<void> {
  const { accountId, isAdmin, enabled } = parse(inputSchema, input);
  await inTransaction(async (tx) => {
    const account = await findAccountForChange(tx, ctx, accountId);
    const role = (isAdmin ?? account.role === 'Admin') ? 'Admin' : 'User';
    if (role !== account.role) {
      await writeRole(tx, ctx.organizationId, accountId, role);
      const data = { email: account.email, role } as const;
      await record(tx, ctx, { action: 'set-role', data }, { userId: accountId });
    }
    if ((enabled ?? null) !== null && enabled !== (account.disabledAt === null))
      await setEnabled(tx, ctx, account, enabled === true);
  });
}

async function setEnabled(tx: Tx, ctx: Context, account: ServiceAccountRow, enabled: boolean) {
  const { id, email, organizationId } = account;
  const now = await databaseNow(tx);
  await writeEnabled(tx, organizationId, id, enabled ? null : now);
  if (!enabled) await revokeTokensOf(tx, id, now);
  await record(tx, ctx, { action: 'set-user-enabled', data: { email, enabled } }, { userId: id });
  if (!enabled) await endProgramAccess(tx, ctx, id, 'the service account that made it was disabled');
}
