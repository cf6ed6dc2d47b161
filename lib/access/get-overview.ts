import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import type { RequestView } from '@/lib/core/access/request';
import { findConnections } from '@/lib/db/connections/connections';
import {
  findDecisionTimes,
  findOutcomeDays,
  findStillOpenIds,
  type OutcomeDay,
} from '@/lib/db/requests/overview';
import { findRequestsByIds } from '@/lib/db/requests/requests';
import { findSetupProgress, type SetupProgress } from '@/lib/db/setup-progress';
import { countMessages } from '@/lib/db/slack/delivery-health';
import { findInstallation } from '@/lib/db/slack/installations';
import { listRequests, type RequestList } from './list-requests';

const daysShown = 30;
const mostPending = 5;
const mostActive = 12;
const mostStillOpen = 20;

export type Overview = {
  setup: SetupProgress;
  /** the oldest ones */
  pending: RequestList;
  /** the newest ones */
  active: RequestList;
  openSessions: number;
  /** ended access that its target still accepts */
  stillOpen: RequestView[];
  /** messages to Slack that could not be delivered; null while Slack is not connected */
  failedMessages: number | null;
  /** 30 days, the oldest first */
  days: OutcomeDay[];
  /** how long admins took in these days, in seconds; null when they decided nothing */
  decisionTimes: { median: number; slow: number } | null;
};

/** What an admin looks at first. Admins only. Throws `forbidden`. */
export async function getOverview(ctx: Context): Promise<Overview> {
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const [setup, pending, active, sessions, stillOpen, failedMessages, days, decisionTimes] =
    await Promise.all([
      findSetupProgress(organizationId),
      listRequests(ctx, { whose: 'all', status: 'waiting', pageSize: mostPending }),
      listRequests(ctx, { whose: 'all', status: 'live', pageSize: mostActive }),
      findConnections({ organizationId, states: ['Open'], take: 1 }),
      findStillOpenIds(organizationId, mostStillOpen).then((ids) => findRequestsByIds(organizationId, ids)),
      countFailedMessages(organizationId),
      findOutcomeDays(organizationId, daysShown),
      findDecisionTimes(organizationId, daysShown),
    ]);
  const openSessions = sessions.total;
  return { setup, pending, active, openSessions, stillOpen, failedMessages, days, decisionTimes };
}

async function countFailedMessages(organizationId: string): Promise<number | null> {
  const installation = await findInstallation(organizationId);
  return installation && (await countMessages(installation.id)).failed;
}
