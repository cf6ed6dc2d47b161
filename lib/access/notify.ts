import { endNoticeAt } from '@/lib/core/access/grant';
import { nextReminder } from '@/lib/core/access/reminder';
import type { RequestView } from '@/lib/core/access/request';
import { decidersAmong } from '@/lib/core/access/review';
import type { Tx } from '@/lib/db/client';
import { findActiveAdmins, type PersonRow } from '@/lib/db/people/people';
import { findInstallation, type InstallationRow } from '@/lib/db/slack/installations';
import { hasMessage } from '@/lib/db/slack/messages';
import { findWelcomed } from '@/lib/db/slack/slack-users';
import { type Notification, notify } from '@/lib/outbox/notify';
import { sendJobs } from '@/lib/outbox/send-job';

/**
 * Who and where messages of an organization go to; a use case loads them once. `installation` is null while Slack is
 * not integrated: then nobody is notified.
 */
export type Recipients = { installation: InstallationRow | null; admins: readonly PersonRow[] };

type About = { organizationId: string; request: RequestView; recipients: Recipients };

/** Loads who is notified in an organization. */
export async function findRecipients(tx: Tx, organizationId: string): Promise<Recipients> {
  return {
    installation: await findInstallation(organizationId, tx),
    admins: await findActiveAdmins(organizationId, tx),
  };
}

/** A request is pending: notifies its requester, and everybody who can decide it. */
export async function notifySubmitted(
  tx: Tx,
  about: About,
  organization: { selfApproval: boolean },
): Promise<void> {
  await notifyAll(tx, about, [
    { kind: 'request-status', recipient: about.request.requester.id },
    ...decidersOf(about, organization).map((id): Notification => ({ kind: 'request-card', recipient: id })),
  ]);
}

/** A request is still pending: reminds everybody who can decide it, for the `round`th time. */
export async function notifyReminder(
  tx: Tx,
  about: About,
  {
    round,
    organization,
  }: { round: number; organization: { selfApproval: boolean; reminderMinutes: number } },
): Promise<void> {
  const due = nextReminder(about.request.createdAt, organization.reminderMinutes, round - 1);
  await notifySlack(
    tx,
    about,
    decidersOf(about, organization).map(
      (id): Notification => ({ kind: 'request-reminder', recipient: id, round, due }),
    ),
  );
}

/**
 * A request was decided or closed: notifies its requester and the log channel. The requester has one message for each
 * request, which is rewritten; a second one calls their attention where they had to wait.
 */
export async function notifyOutcome(tx: Tx, about: About): Promise<void> {
  const { requester, automatic } = about.request;
  const when = outcomeOf(about.request);
  await notifyAll(tx, about, [
    { kind: automatic ? 'request-status' : 'request-outcome', recipient: requester.id, ...when },
    { kind: 'log-outcome', recipient: 'log', ...when },
  ]);
}

/** A requester cancelled their own request: notifies the log channel only. */
export async function notifyCancelled(tx: Tx, about: About): Promise<void> {
  await notifyAll(tx, about, [{ kind: 'log-outcome', recipient: 'log', ...outcomeOf(about.request) }]);
}

/** Access ends soon: tells its requester. */
export async function notifyEnding(tx: Tx, about: About): Promise<void> {
  const { requester, grant } = about.request;
  const due = grant && endNoticeAt(grant);
  await notifyAll(tx, about, [{ kind: 'request-ending', recipient: requester.id, due }]);
}

/**
 * Access ended: notifies everybody who was notified of its start (R11). Requesters who ended it themselves, or were told that
 * it would expire, see it in the messages that they have.
 */
export async function notifyEnded(tx: Tx, about: About): Promise<void> {
  const { id, requester, grant } = about.request;
  const when = endOf(about.request);
  const isKnown =
    grant?.state === 'Relinquished' ||
    (grant?.state === 'Expired' && (await hasMessage(tx, id, 'request-ending')));
  await notifyAll(tx, about, [
    ...(isKnown ? [] : [{ kind: 'request-end', recipient: requester.id, ...when } satisfies Notification]),
    { kind: 'log-end', recipient: 'log', ...when },
  ]);
}

/**
 * The target was probed after access ended: notifies the log channel, and rewrites the messages about the end. Access
 * that still works alerts every admin.
 */
export async function notifyRevocationCheck(
  tx: Tx,
  about: About,
  state: 'Verified' | 'StillOpen',
): Promise<void> {
  const when = endOf(about.request);
  if (state === 'Verified') {
    await notifyAll(tx, about, [{ kind: 'log-door-gone', recipient: 'log', ...when }]);
    return;
  }
  await notifyAll(tx, about, [
    { kind: 'log-door-open', recipient: 'log', ...when },
    ...about.recipients.admins.map(
      ({ id }): Notification => ({ kind: 'door-alarm', recipient: id, ...when }),
    ),
  ]);
}

type When = Pick<Notification, 'state' | 'due'>;

function outcomeOf({ state, lapsesAt }: RequestView): When {
  return { state, due: state === 'Lapsed' ? lapsesAt : null };
}

// The target is tested some time after the end, so that an end before a gap can be notified in it.
function endOf({ grant }: RequestView): When {
  return { state: grant?.state, due: grant?.state === 'Expired' ? grant.expiresAt : grant?.endedAt };
}

function decidersOf({ request, recipients }: About, organization: { selfApproval: boolean }): string[] {
  return decidersAmong(recipients.admins, request, organization).map(({ id }) => id);
}

async function notifyAll(tx: Tx, about: About, notifications: readonly Notification[]): Promise<void> {
  await notifySlack(tx, about, notifications);
  await refreshHomes(tx, about);
}

async function notifySlack(tx: Tx, about: About, notifications: readonly Notification[]): Promise<void> {
  const { organizationId, request, recipients } = about;
  const { installation } = recipients;
  if (!installation) return;
  const { id, kind } = request.requester;
  // A program has no Slack account.
  const deliverable = notifications.filter(({ recipient }) => kind === 'User' || recipient !== id);
  await notify(tx, { organizationId, requestId: request.id, installationId: installation.id }, deliverable);
}

// The Home tab shows the same state to the people who have opened it.
async function refreshHomes(tx: Tx, { request, recipients }: About): Promise<void> {
  const { installation, admins } = recipients;
  if (!installation) return;
  const people = [...new Set([request.requester.id, ...admins.map(({ id }) => id)])];
  const userIds = await findWelcomed(tx, installation.teamId, people);
  await sendJobs(
    tx,
    'publish-home',
    userIds.map((userId) => ({ installationId: installation.id, userId })),
  );
}
