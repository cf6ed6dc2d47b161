import { findOverdueGrants } from '@/lib/db/requests/grants';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { expire } from './transitions';

const batch = 500;

/** Tells of the end of one grant, when its time has come. False when it has not, or it ended before. */
export async function expireGrant(about: { organizationId: string; requestId: string }): Promise<boolean> {
  return inTransaction(
    async (tx) => (await expire(tx, about.organizationId, about.requestId, await databaseNow(tx))) !== null,
  );
}

/** Sweeps grants whose job was missed (R12), in all organizations. Gives how many were told of. */
export async function expireGrants(): Promise<number> {
  let told = 0;
  for (const grant of await findOverdueGrants(batch)) if (await expireGrant(grant)) told++;
  return told;
}
