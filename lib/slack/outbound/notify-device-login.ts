import { newId } from '@/lib/context';
import { findInstallationById } from '@/lib/db/slack/installations';
import { log } from '@/lib/log';
import type { Jobs } from '@/lib/outbox/queues';
import { deviceLoginMessage } from '../blocks/device-login-message';
import { slackClient } from '../client';
import { consoleUrl } from '../console-url';
import { postOnce } from './post-once';
import { resolveAccount } from './slack-accounts';
import { describeFailure, isTransient, toSlackFailure } from './slack-failure';

/**
 * Tells a person that zli on another device now acts as them. Does nothing for a person without a usable Slack account:
 * the console lists the device. A lost answer is retried, because a second message is better than none. Throws when the
 * job should be retried.
 */
export async function notifyDeviceLogin(job: Jobs['notify-device-login']): Promise<void> {
  const installation = await findInstallationById(job.installationId);
  const client = installation && (await slackClient(installation.id, 'job'));
  if (!client) return;
  try {
    const { account } = await resolveAccount(client, installation, job.userId);
    if (!account) return;
    const { device, address } = job;
    const message = deviceLoginMessage({ device, address, consoleUrl: consoleUrl() });
    await postOnce(client, installation, account.slackUserId, { id: job.id ?? newId(), body: message });
  } catch (error) {
    const failure = toSlackFailure(error);
    if (isTransient(failure)) throw new Error(`a device login was not notified: ${describeFailure(failure)}`);
    log().warn({ why: describeFailure(failure) }, 'a device login was not notified');
  }
}
