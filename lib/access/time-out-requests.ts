import { statusAt } from '@/lib/core/access/request';
import { findRequest, findTimedOut } from '@/lib/db/requests/requests';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';
import { timeOut } from './transitions';

const batch = 500;

/** Times out one request, if it is due. False when it is not, or was decided before. */
export async function timeOutRequest(about: { organizationId: string; requestId: string }): Promise<boolean> {
  const { organizationId, requestId } = about;
  return inTransaction(async (tx) => {
    const request = await findRequest(organizationId, requestId, tx);
    if (request?.state !== 'Pending') return false;
    if (statusAt(request, await databaseNow(tx)) !== 'Lapsed') return false;
    return (await timeOut(tx, organizationId, requestId)) !== null;
  });
}

/** Times out pending requests whose job was missed (R9), in all organizations. Gives how many. */
export async function timeOutRequests(): Promise<number> {
  return sweepEach(await findTimedOut(batch), 'a request could not be timed out', ({ id, organizationId }) =>
    timeOutRequest({ organizationId, requestId: id }),
  );
}
