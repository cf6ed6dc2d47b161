import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { findPerson } from '@/lib/db/people/people';
import { countMessages, type DeliveryCounts } from '@/lib/db/slack/delivery-health';
import { findFormerLogChannel, findInstallation, type LogChannel } from '@/lib/db/slack/installations';
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
    logChannelId: string | null;
    logChannelName: string | null;
    /** the channel of the integration before this one, to which nothing is posted any more */
    formerLogChannel: LogChannel | null;
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
  const { id, teamId, teamName, installedAt, scopes, installedById } = installation;
  const { logChannelId, logChannelName } = installation;
  const [installer, undelivered, deliveries, formerLogChannel] = await Promise.all([
    findPerson(ctx.organizationId, installedById),
    findUndelivered(id, mostUndelivered),
    countMessages(id),
    findFormerLogChannel(ctx.organizationId),
  ]);
  const installedBy = { name: installer?.name ?? 'unknown', email: installer?.email ?? 'unknown' };
  return {
    installation: {
      ...{ id, teamId, teamName, installedBy, installedAt, scopes, logChannelId, logChannelName },
      ...{ deliveries, undelivered, formerLogChannel },
    },
    now,
  };
}
