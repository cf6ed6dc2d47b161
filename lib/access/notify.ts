import type { RequestView } from '@/lib/core/access/request';
import { decidersAmong } from '@/lib/core/access/review';
import type { Tx } from '@/lib/db/client';
import { findActiveAdmins } from '@/lib/db/people/people';
import { findInstallation } from '@/lib/db/slack/installations';
import { findWelcomed } from '@/lib/db/slack/slack-users';
import { type Notification, notify } from '@/lib/outbox/notify';
import { sendJob } from '@/lib/outbox/send-job';

type About = { organizationId: string; request: RequestView };

/** A request waits: its person is told so, and every admin who may decide it is asked. */
export async function notifySubmitted(
  tx: Tx,
  { organizationId, request }: About,
  selfApproval: boolean,
): Promise<void> {
  const asked = await findDeciders(tx, { organizationId, request }, selfApproval);
  await notifyAll(tx, { organizationId, request }, [
    { kind: 'request-status', recipient: request.requester.id },
    ...asked.map((id): Notification => ({ kind: 'request-card', recipient: id })),
  ]);
}

/** A request still waits: every admin who may decide it is reminded, for the `round`th time. */
export async function notifyReminder(
  tx: Tx,
  about: About,
  { round, selfApproval }: { round: number; selfApproval: boolean },
): Promise<void> {
  const asked = await findDeciders(tx, about, selfApproval);
  await notify(
    tx,
    { organizationId: about.organizationId, requestId: about.request.id },
    asked.map((id): Notification => ({ kind: 'request-reminder', recipient: id, round })),
  );
}

async function findDeciders(
  tx: Tx,
  { organizationId, request }: About,
  selfApproval: boolean,
): Promise<string[]> {
  const admins = await findActiveAdmins(organizationId, tx);
  return decidersAmong(admins, { requesterId: request.requester.id }, { selfApproval }).map(({ id }) => id);
}

/** A request was decided, or came to nothing: its person is told the outcome, the log writes a line. */
export async function notifyOutcome(tx: Tx, about: About): Promise<void> {
  await notifyAll(tx, about, [
    { kind: 'request-outcome', recipient: about.request.requester.id },
    { kind: 'log-outcome', recipient: 'log' },
  ]);
}

/** A request was cancelled by its own person, who needs no telling: the log writes a line. */
export async function notifyCancelled(tx: Tx, about: About): Promise<void> {
  await notifyAll(tx, about, [{ kind: 'log-outcome', recipient: 'log' }]);
}

/** Access ended: everyone who was told of its start is told of its end (R11). */
export async function notifyEnded(tx: Tx, about: About): Promise<void> {
  await notifyAll(tx, about, [
    { kind: 'request-end', recipient: about.request.requester.id },
    { kind: 'log-end', recipient: 'log' },
  ]);
}

/**
 * The door of ended access was tried: the log writes a line, the messages that told of the end say so too;
 * one that is still open alarms every admin.
 */
export async function notifyRevocationCheck(
  tx: Tx,
  about: About,
  state: 'Verified' | 'StillOpen',
): Promise<void> {
  if (state === 'Verified') {
    await notifyAll(tx, about, [{ kind: 'log-door-gone', recipient: 'log' }]);
    return;
  }
  const admins = await findActiveAdmins(about.organizationId, tx);
  await notifyAll(tx, about, [
    { kind: 'log-door-open', recipient: 'log' },
    ...admins.map(({ id }): Notification => ({ kind: 'door-alarm', recipient: id })),
  ]);
}

async function notifyAll(
  tx: Tx,
  { organizationId, request }: About,
  notifications: readonly Notification[],
): Promise<void> {
  await notify(tx, { organizationId, requestId: request.id }, notifications);
  await refreshHomes(tx, organizationId, request.requester.id);
}

// The Home tab shows the same state: those who have opened it get it drawn anew.
async function refreshHomes(tx: Tx, organizationId: string, requesterId: string): Promise<void> {
  const installation = await findInstallation(organizationId, tx);
  if (!installation) return;
  const admins = await findActiveAdmins(organizationId, tx);
  const people = [...new Set([requesterId, ...admins.map(({ id }) => id)])];
  for (const userId of await findWelcomed(tx, installation.teamId, people)) {
    await sendJob(tx, 'publish-home', { installationId: installation.id, userId });
  }
}
