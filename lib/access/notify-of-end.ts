import { endNoticeAt, isEndingSoon } from '@/lib/core/access/grant';
import { findUnnotifiedEndings } from '@/lib/db/requests/grants';
import { touchRequest } from '@/lib/db/requests/requests';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';
import { findRecipients, notifyEnding } from './notify';
import { getRequestOrThrow } from './transitions';

const batch = 500;

type About = { organizationId: string; requestId: string };

/**
 * Tells the requester, some minutes before, that access ends, and has their message offer more time. False when it is not
 * time, or the access is no longer active, or it was too short for a notice.
 */
export async function notifyOfEnd({ organizationId, requestId }: About): Promise<boolean> {
  return inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const { grant } = await getRequestOrThrow(tx, organizationId, requestId);
    if (!grant || !isEndingSoon(grant, now) || endNoticeAt(grant) <= grant.startsAt) return false;
    await touchRequest(tx, requestId);
    const request = await getRequestOrThrow(tx, organizationId, requestId);
    const recipients = await findRecipients(tx, organizationId);
    await notifyEnding(tx, { organizationId, request, recipients });
    return true;
  });
}

/** Sends the notices whose job was lost, in all organizations. Gives how many. */
export async function notifyOfEnds(): Promise<number> {
  const unnotified = await findUnnotifiedEndings(batch);
  return sweepEach(unnotified, 'the notice of an end could not be sent', notifyOfEnd);
}
