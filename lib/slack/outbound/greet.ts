import type { WebClient } from '@slack/web-api';
import type { SlackAccount } from '@/lib/core/actor';
import { findGreeting, forgetGreeted, markGreeted } from '@/lib/directory/greet-slack-user';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { findLivingInstallation } from '@/lib/slack-installation/find-installation-for';
import { greeting } from '../blocks/greeting';
import { slackClient } from '../client';
import { describeFailure, failureOf, isPassing } from './failure';
import { rememberSlackUser } from './people';

/**
 * Greets an account the first time, and never again: a greeting that may have arrived is not repeated.
 * Throws when it should be tried again.
 */
export async function greetOnce(whom: { installationId: string; account: SlackAccount }): Promise<void> {
  const { installationId, account } = whom;
  const client = await slackClient(installationId, 'job');
  if (!client) return;
  const about = (await findGreeting(account)) ?? (await meet(client, installationId, account));
  if (!about || about.greeted || !(await markGreeted(account))) return;
  const { name, isAdmin } = about;
  try {
    const body = greeting({ name, isAdmin, consoleUrl: env().publicUrl.origin });
    await client.chat.postMessage({ channel: account.slackUserId, ...body });
  } catch (error) {
    const failure = failureOf(error);
    log().warn({ why: describeFailure(failure) }, 'a greeting was not delivered');
    if (failure.kind === 'silence' || !isPassing(failure)) return;
    await forgetGreeted(account);
    throw new Error(`a greeting was not delivered: ${describeFailure(failure)}`);
  }
}

/** Looks an account up that was never seen before. */
async function meet(client: WebClient, installationId: string, account: SlackAccount) {
  const installation = await findLivingInstallation(installationId);
  if (!installation) return null;
  try {
    const { user } = await client.users.info({ user: account.slackUserId });
    if (!user) return null;
    await rememberSlackUser(installation, { ...user, id: account.slackUserId });
  } catch (error) {
    const failure = failureOf(error);
    if (isPassing(failure)) throw new Error(`a greeting waits: ${describeFailure(failure)}`);
    return null;
  }
  return findGreeting(account);
}
