import { endProgramAccess } from '@/lib/access/end-program-access';
import { record } from '@/lib/audit/record';
import { systemContext } from '@/lib/context';
import { lockForRuleChange } from '@/lib/db/locks';
import { disableExpiredKey, findExpiredKeys } from '@/lib/db/people/api-tokens';
import { inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';

const batch = 500;

/** Ends the access of API keys that have expired, in all organizations (R11). Gives how many keys. */
export async function expireApiKeys(): Promise<number> {
  return sweepEach(await findExpiredKeys(batch), 'an API key could not be expired', expireApiKey);
}

async function expireApiKey({
  organizationId,
  id,
}: {
  organizationId: string;
  id: string;
}): Promise<boolean> {
  return inTransaction(async (tx) => {
    await lockForRuleChange(tx, organizationId);
    const key = await disableExpiredKey(tx, organizationId, id);
    if (!key) return false;
    const ctx = systemContext(organizationId, 'the clock', 'clock');
    await record(tx, ctx, { action: 'expire-api-key', data: key }, { userId: id });
    await endProgramAccess(tx, ctx, id, 'the API key that made it has expired');
    return true;
  });
}
