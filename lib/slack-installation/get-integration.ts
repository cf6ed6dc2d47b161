import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { findPerson } from '@/lib/db/people/people';
import { countMessages, type DeliveryCounts } from '@/lib/db/slack/delivery-health';
import { findInstallation } from '@/lib/db/slack/installations';
import { findUndelivered, type UndeliveredRow } from '@/lib/db/slack/messages';
import { databaseNow } from '@/lib/db/transaction';

export type Integration = {
  installation: {
    id: string;
    teamId: string;
    teamName: string;
    installedBy: { name: string; email: string };
    installedAt: Date;
    scopes: string[];
    logChannelName: string | null;
    deliveries: DeliveryCounts;
    /** failed messages, the newest first (R14) */
    undelivered: UndeliveredRow[];
  } | null;
  now: Date;
};

const mostUndelivered = 20;

/** The integration with Slack; `installation` is null when there is none. Admins and admin API keys only. Throws `forbidden`. */
export async function getIntegration(ctx: Context): Promise<Integration> {
  await requireAdminOrKey(ctx);
  const [installation, now] = await Promise.all([findInstallation(ctx.organizationId), databaseNow()]);
  if (!installation) return { installation: null, now };
  const { id, teamId, teamName, installedAt, scopes, logChannelName, installedById } = installation;
  const [installer, undelivered, deliveries] = await Promise.all([
    findPerson(ctx.organizationId, installedById),
    findUndelivered(id, mostUndelivered),
    countMessages(id),
  ]);
  const installedBy = { name: installer?.name ?? 'unknown', email: installer?.email ?? 'unknown' };
  return {
    installation: {
      ...{ id, teamId, teamName, installedBy, installedAt, scopes, logChannelName },
      ...{ deliveries, undelivered },
    },
    now,
  };
}
