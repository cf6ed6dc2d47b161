import { expireGrant, expireGrants } from '@/lib/access/expire-grants';
import { notifyOfEnd, notifyOfEnds } from '@/lib/access/notify-of-end';
import { remindAdmins, remindOfWaiting } from '@/lib/access/remind-admins';
import { timeOutRequest, timeOutRequests } from '@/lib/access/time-out-requests';
import { reportRefusals } from '@/lib/audit/report-refusals';
import { closeIdleConnections, recheckConnections } from '@/lib/connections/recheck-connections';
import { deleteExpiredRows } from '@/lib/db/expired-rows';
import { callProvisioner } from '@/lib/dynamic-access/call-provisioner';
import { checkDueProvisioners, checkProvisioner } from '@/lib/dynamic-access/check-provisioner';
import { resumeMachines } from '@/lib/dynamic-access/resume-machines';
import { log } from '@/lib/log';
import type { Jobs, Queue } from '@/lib/outbox/queues';
import { checkRevocation, resumeRevocationChecks } from '@/lib/revocation/check-revocation';
import { handleNotedEvent } from '@/lib/slack/inbound/dispatch-event';
import { revokeToken } from '@/lib/slack/install/revoke-token';
import { deliverMessage } from '@/lib/slack/outbound/deliver-message';
import { notifyDeviceLogin } from '@/lib/slack/outbound/notify-device-login';
import { publishHome } from '@/lib/slack/outbound/publish-home';
import { sendWelcomeOnce } from '@/lib/slack/outbound/send-welcome';
import { syncAllLogChannels, syncLogChannel } from '@/lib/slack/outbound/sync-log-channel';
import { archiveOfflineServers } from '@/lib/targets/archive-offline-servers';
import { expireApiKeys } from '@/lib/tokens/expire-api-keys';

/** The handler of each queue. A job can run twice or late, so a handler reads the state first. One that throws is retried. */
export const handlers: { [Q in Queue]: (data: Jobs[Q]) => Promise<unknown> } = {
  'deliver-slack': ({ messageId }) => deliverMessage(messageId),
  'expire-grant': expireGrant,
  'notify-ending': notifyOfEnd,
  'lapse-request': timeOutRequest,
  'remind-admins': remindAdmins,
  'sync-log-channel': ({ installationId }) => syncLogChannel(installationId),
  'publish-home': publishHome,
  'handle-slack-event': handleNotedEvent,
  'greet-slack-user': sendWelcomeOnce,
  'notify-device-login': notifyDeviceLogin,
  'revoke-slack-token': ({ installationId }) => revokeToken(installationId),
  'recheck-connections': ({ organizationId }) => recheckConnections(organizationId),
  'check-door': checkRevocation,
  'call-provisioner': callProvisioner,
  'check-provisioner': checkProvisioner,
  'check-due-provisioners': checkDueProvisioners,
  'check-log-channels': syncAllLogChannels,
  'archive-offline': archiveOfflineServers,
  sweep,
};

/** Runs every minute: does what has no job of its own, and the work of lost and failed jobs. */
async function sweep(): Promise<void> {
  await closeIdleConnections();
  await deleteExpiredRows();
  await reportRefusals();
  await expireApiKeys();
  const found = {
    expired: await expireGrants(),
    timedOut: await timeOutRequests(),
    notifiedOfEnd: await notifyOfEnds(),
    reminded: await remindOfWaiting(),
    revocationChecks: await resumeRevocationChecks(),
    machines: await resumeMachines(),
  };
  if (Object.values(found).some((count) => count > 0)) log().warn(found, 'the sweep did work of lost jobs');
}
