import { record } from '@/lib/audit/record';
import { systemContext } from '@/lib/context';
import { nextReminder, remindersDue } from '@/lib/core/access/reminder';
import { statusAt } from '@/lib/core/access/request';
import type { Tx } from '@/lib/db/client';
import { findOrganization, type OrganizationRow } from '@/lib/db/people/organizations';
import { findRemindable, findReminders, moveReminders } from '@/lib/db/requests/reminders';
import { databaseNow, inTransaction, lockForDecision } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { notifyReminder } from './notify';
import { auditAbout, auditFacts } from './request-facts';
import { getRequestOrThrow } from './transitions';

const batch = 500;

type About = { organizationId: string; requestId: string };

/** Reminds the admins of a request, when it still waits and it is time (R9). False when it is not. */
export async function remindAdmins({ organizationId, requestId }: About): Promise<boolean> {
  return inTransaction(async (tx) => {
    await lockForDecision(tx, organizationId);
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
    await record(tx, ctx, event, auditAbout(request));
    await notifyReminder(tx, { organizationId, request }, { round, selfApproval: organization.selfApproval });
    await planReminder(tx, organization, request, round);
    return true;
  });
}

/** Reminds of all that a job which was lost, or a changed setting, has left behind. Gives of how many. */
export async function remindOfWaiting(): Promise<number> {
  let reminded = 0;
  for (const about of await findRemindable(batch)) if (await remindAdmins(about)) reminded++;
  return reminded;
}

/** Has the admins reminded of a waiting request once more, if it still waits by then. */
export async function planReminder(
  tx: Tx,
  organization: OrganizationRow,
  request: { id: string; createdAt: Date; lapsesAt: Date | null },
  given: number,
): Promise<void> {
  const at = nextReminder(request.createdAt, organization.reminderMinutes, given);
  if (at === null || (request.lapsesAt !== null && at >= request.lapsesAt)) return;
  await sendJob(tx, 'remind-admins', { organizationId: organization.id, requestId: request.id }, at);
}
