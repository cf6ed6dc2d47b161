import { record } from '@/lib/audit/record';
import { systemContext } from '@/lib/context';
import { remindersDue } from '@/lib/core/access/reminder';
import { statusAt } from '@/lib/core/access/request';
import { findOrganization } from '@/lib/db/people/organizations';
import { findRemindable, findReminders, moveReminders } from '@/lib/db/requests/reminders';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sweepEach } from '@/lib/sweep-each';
import { auditFacts, auditSubject } from './audit-facts';
import { findRecipients, notifyReminder } from './notify';
import { getRequestOrThrow, planReminder } from './transitions';

const batch = 500;

type About = { organizationId: string; requestId: string };

/** Reminds the admins of a pending request, if a reminder is due (R9). False when none is. */
export async function remindAdmins({ organizationId, requestId }: About): Promise<boolean> {
  return inTransaction(async (tx) => {
    const organization = await findOrganization(organizationId, tx);
    const given = await findReminders(tx, organizationId, requestId);
    if (given === null) return false;
    const request = await getRequestOrThrow(tx, organizationId, requestId);
    const now = await databaseNow(tx);
    const round = remindersDue(request.createdAt, organization.reminderMinutes, now);
    if (statusAt(request, now) !== 'Pending' || round <= given) return false;
    if (!(await moveReminders(tx, { organizationId, requestId, from: given, to: round }))) return false;
    const ctx = systemContext(organizationId, 'the clock', 'clock');
    const event = { action: 'remind-admins', data: { ...auditFacts(request), round } } as const;
    await record(tx, ctx, event, auditSubject(request));
    const recipients = await findRecipients(tx, organizationId);
    await notifyReminder(tx, { organizationId, request, recipients }, { round, organization });
    await planReminder(tx, organization, request, round);
    return true;
  });
}

/** Sends the reminders that are due because a job was lost or a setting changed. Gives how many requests. */
export async function remindOfWaiting(): Promise<number> {
  return sweepEach(await findRemindable(batch), 'a reminder could not be sent', remindAdmins);
}
