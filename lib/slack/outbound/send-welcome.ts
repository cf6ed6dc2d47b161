import type { WebClient } from '@slack/web-api';
import type { SlackAccount } from '@/lib/core/actor';
import { findInstallationById, type InstallationRow } from '@/lib/db/slack/installations';
import { clearWelcomed, markWelcomed } from '@/lib/db/slack/slack-users';
import { findWelcomeRecipient } from '@/lib/directory/find-welcome-recipient';
import { log } from '@/lib/log';
import type { Jobs } from '@/lib/outbox/queues';
import { welcomeMessage } from '../blocks/welcome-message';
import { slackClient } from '../client';
import { consoleUrl } from '../console-url';
import { postOnce } from './post-once';
import { saveApiUser } from './slack-accounts';
import { describeFailure, isTransient, toSlackFailure } from './slack-failure';

/**
 * Sends the welcome message to an account the first time, and never again: one that may have arrived is not
 * repeated. Throws when the job should be retried.
 */
export async function sendWelcomeOnce({
  installationId,
  slackUserId,
}: Jobs['greet-slack-user']): Promise<void> {
  const installation = await findInstallationById(installationId);
  const client = installation && (await slackClient(installationId, 'job'));
  if (!client) return;
  const account: SlackAccount = { teamId: installation.teamId, slackUserId };
  const recipient =
    (await findWelcomeRecipient(account)) ?? (await lookupAccount(client, installation, account));
  if (!recipient || recipient.welcomed || !(await markWelcomed(account))) return;
  const { name, role } = recipient;
  try {
    const body = welcomeMessage({ name, role, consoleUrl: consoleUrl() });
    await postOnce(client, installation, slackUserId, { id: `welcome ${slackUserId}`, body });
  } catch (error) {
    const failure = toSlackFailure(error);
    log().warn({ why: describeFailure(failure) }, 'a welcome message was not delivered');
    if (failure.kind === 'no-answer' || !isTransient(failure)) return;
    await clearWelcomed(account);
    throw new Error(`a welcome message was not delivered: ${describeFailure(failure)}`);
  }
}

/** Asks Slack about an account that is not known yet; null when Slack does not know it either. */
async function lookupAccount(client: WebClient, installation: InstallationRow, account: SlackAccount) {
  try {
    const { user } = await client.users.info({ user: account.slackUserId });
    if (!user) return null;
    await saveApiUser(installation, { ...user, id: account.slackUserId });
  } catch (error) {
    const failure = toSlackFailure(error);
    if (isTransient(failure)) throw new Error(`a welcome message is pending: ${describeFailure(failure)}`);
    return null;
  }
  return findWelcomeRecipient(account);
}
