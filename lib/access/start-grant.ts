import { newId } from '@/lib/context';
import type { Rule } from '@/lib/core/access/decision';
import { grantEnd } from '@/lib/core/access/grant';
import type { Tx } from '@/lib/db/client';
import { insertGrant } from '@/lib/db/requests/grants';
import { sendJob } from '@/lib/outbox/send-job';

/**
 * Gives the access of a request that is approved at `now`: the clock starts here (R9), and the job that
 * tells of the end is set. The end itself needs no job (R12).
 */
export async function startGrant(
  tx: Tx,
  request: { id: string; organizationId: string; requesterId: string; targetId: string; duration: number },
  rule: Rule,
  now: Date,
): Promise<void> {
  const { id: requestId, organizationId, requesterId: userId, targetId, duration } = request;
  const expiresAt = grantEnd(now, duration, [rule.policy.timeExpires, rule.child.timeExpires]);
  await insertGrant(tx, {
    id: newId(),
    requestId,
    organizationId,
    userId,
    targetId,
    startsAt: now,
    expiresAt,
  });
  await sendJob(tx, 'expire-grant', { organizationId, requestId }, expiresAt);
}
