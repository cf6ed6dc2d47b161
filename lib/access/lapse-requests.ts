import { statusAt } from '@/lib/core/access/request';
import { findLapsed, findRequest } from '@/lib/db/requests/requests';
import { databaseNow, inTransaction, lockForDecision } from '@/lib/db/transaction';
import { lapse } from './finish-request';

const batch = 500;

/** Lapses one request, when its time has come. False when it has not, or it was decided before. */
export async function lapseRequest(about: { organizationId: string; requestId: string }): Promise<boolean> {
  const { organizationId, requestId } = about;
  return inTransaction(async (tx) => {
    await lockForDecision(tx, organizationId);
    const request = await findRequest(organizationId, requestId, tx);
    if (request?.state !== 'Pending') return false;
    if (statusAt(request, await databaseNow(tx)) !== 'Lapsed') return false;
    return lapse(tx, organizationId, requestId);
  });
}

/** Sweeps pending requests whose job was missed (R9), in all organizations. Gives how many lapsed. */
export async function lapseRequests(): Promise<number> {
  let lapsed = 0;
  for (const { id, organizationId } of await findLapsed(batch)) {
    if (await lapseRequest({ organizationId, requestId: id })) lapsed++;
  }
  return lapsed;
}
