import { expireGrant, expireGrants } from '@/lib/access/expire-grants';
import { remindAdmins, remindOfWaiting } from '@/lib/access/remind-admins';
import { timeOutRequest, timeOutRequests } from '@/lib/access/time-out-requests';
import { closeIdleConnections, recheckConnections } from '@/lib/connections/recheck-connections';
import { log } from '@/lib/log';
import type { Jobs, Queue } from '@/lib/outbox/queues';
import { redeliverMessages } from '@/lib/outbox/redeliver-messages';
import { checkRevocation, resumeRevocationChecks } from '@/lib/revocation/check-revocation';
import { revokeToken } from '@/lib/slack/install/revoke';
import { syncLogChannel } from '@/lib/slack/outbound/audit-channel';
import { deliverMessage } from '@/lib/slack/outbound/deliver';
import { greetOnce } from '@/lib/slack/outbound/greet';
import { publishHome } from '@/lib/slack/outbound/home';
import { findLivingInstallation, listInstallationIds } from '@/lib/slack-installation/find-installation-for';
import { forgetOldLogins } from '@/lib/tokens/forget-old-logins';
import { forgetOldPasses } from '@/lib/web-passes/forget-old-passes';

/**
 * What each job does. Any of them may run twice, or late: each looks at the state first. One that throws is
 * tried again.
 */
export const handlers: { [Q in Queue]: (data: Jobs[Q]) => Promise<unknown> } = {
  'deliver-slack': ({ messageId }) => deliverMessage(messageId),
  'expire-grant': (about) => expireGrant(about),
  'lapse-request': (about) => timeOutRequest(about),
  'remind-admins': (about) => remindAdmins(about),
  'sync-log-channel': ({ installationId }) => syncLogChannel(installationId),
  'publish-home': (whose) => publishHome(whose),
  'greet-slack-user': greet,
  'revoke-slack-token': (job) => revokeToken(job),
  'recheck-connections': ({ organizationId }) => recheckConnections(organizationId),
  'check-door': (about) => checkRevocation(about),
  'check-log-channels': checkLogChannels,
  sweep,
};

async function greet({ installationId, slackUserId }: Jobs['greet-slack-user']): Promise<void> {
  const installation = await findLivingInstallation(installationId);
  if (!installation) return;
  await greetOnce({ installationId, account: { teamId: installation.teamId, slackUserId } });
}

/** Once an hour: lets in the admins who came to Slack, or linked it, after they became admins (R15). */
async function checkLogChannels(): Promise<void> {
  for (const id of await listInstallationIds()) {
    try {
      await syncLogChannel(id);
    } catch (error) {
      log().warn(
        { err: error instanceof Error ? error.message : String(error) },
        'a log channel was not checked',
      );
    }
  }
}

/** Once a minute: does what a job that was lost, or came to nothing, should have done. */
async function sweep(): Promise<void> {
  await closeIdleConnections();
  await forgetOldLogins();
  await forgetOldPasses();
  const found = {
    expired: await expireGrants(),
    lapsed: await timeOutRequests(),
    reminded: await remindOfWaiting(),
    redelivered: await redeliverMessages(),
    revocationChecks: await resumeRevocationChecks(),
  };
  if (Object.values(found).some((count) => count > 0))
    log().warn(found, 'the sweep found work that was missed');
}
