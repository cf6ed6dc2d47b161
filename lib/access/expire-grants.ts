import { findOverdueGrants } from '@/lib/db/requests/grants';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';
import { expire } from './transitions';

const batch = 500;

/** Marks one grant as expired, if it has. False when it has not, or ended before. */
export async function expireGrant(about: { organizationId: string; requestId: string }): Promise<boolean> {
  return inTransaction(
    async (tx) => (await expire(tx, about.organizationId, about.requestId, await databaseNow(tx))) !== null,
  );
}

/** Marks grants whose job was missed (R12), in all organizations. Gives how many. */
export async function expireGrants(): Promise<number> {
  return sweepEach(await findOverdueGrants(batch), 'access could not be marked as expired', expireGrant);
}
