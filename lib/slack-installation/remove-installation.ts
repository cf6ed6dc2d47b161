import { cancelPendingRequests } from '@/lib/access/cancel-pending-requests';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import { type Context, systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { lockForRuleChange } from '@/lib/db/locks';
import { removeInstallationRow } from '@/lib/db/slack/installation-writes';
import { findInstallation, findInstallationOfTeam, type InstallationRow } from '@/lib/db/slack/installations';
import { keepTokenToRevoke } from '@/lib/db/slack/tokens-to-revoke';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';

/**
 * Removes the integration. Pending requests are cancelled, active access continues until it expires, a job revokes
 * the token in Slack and erases it, the log channel stays. Throws `forbidden`, `not-integrated`.
 */
export async function removeInstallation(ctx: Context): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAdminForRuleChange(ctx, tx);
    const installation = await findInstallation(ctx.organizationId, tx);
    if (!installation)
      throw new AccessError(
        'not-integrated',
        'Slack is not connected, so there is no integration to remove.',
      );
    await keepTokenToRevoke(tx, installation.id);
    await remove(tx, ctx, installation);
    await sendJob(tx, 'revoke-slack-token', { installationId: installation.id });
  });
}

/**
 * Removes the integration because the app was removed in Slack, which revoked the token. Ignores an event older than the
 * installation: it is about an earlier one. `eventTime` is by Slack's clock. Returns whether it removed anything.
 */
export async function removeInstallationFromSlack(event: {
  teamId: string;
  eventTime: Date;
}): Promise<boolean> {
  const known = await findInstallationOfTeam(event.teamId);
  if (!known) return false;
  return inTransaction(async (tx) => {
    await lockForRuleChange(tx, known.organizationId);
    const installation = await findInstallationOfTeam(event.teamId, tx);
    // Slack rounds event times down to seconds: an event of the same second is not older.
    if (installation?.organizationId !== known.organizationId) return false;
    if (event.eventTime.getTime() + 1000 <= installation.installedAt.getTime()) return false;
    await remove(tx, systemContext(installation.organizationId, 'Slack', 'slack'), installation);
    return true;
  });
}

async function remove(tx: Tx, ctx: Context, installation: InstallationRow): Promise<void> {
  const cancelled = await cancelPendingRequests(tx, ctx, { why: 'the Slack integration was removed' });
  await removeInstallationRow(tx, installation.id);
  const { teamId, teamName } = installation;
  await record(tx, ctx, { action: 'remove-installation', data: { teamId, teamName, cancelled } });
}
