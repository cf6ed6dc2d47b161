import type { WebClient } from '@slack/web-api';
import { actingUserId } from '@/lib/authorization/require-person';
import { type Context, newId } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { getIntegrationHealth } from '@/lib/slack-installation/get-integration-health';
import { recordTestMessage } from '@/lib/slack-installation/record-test-message';
import { testMessage } from '../blocks/test-message';
import { slackClient } from '../client';
import { consoleUrl } from '../console-url';
import { postMessage } from './post-message';
import { resolveAccount } from './slack-accounts';
import { describeFailure, toSlackFailure } from './slack-failure';

/**
 * Sends a test message to the admin and to the log channel, without retries. `failed` has each recipient with the
 * reason. Admins only. Throws `forbidden`, `not-integrated`, `invalid` when both fail.
 */
export async function sendTestMessage(ctx: Context): Promise<{ arrived: string[]; failed: string[] }> {
  const { installation } = await getIntegrationHealth(ctx);
  const client = await slackClient(installation.id);
  if (!client) throw new AccessError('not-integrated', 'Slack is no longer connected. Connect it first.');
  const outcomes = [
    await trySend(client, 'you', () => directChannelOf(client, installation, actingUserId(ctx))),
    await trySend(client, installation.logChannelName ?? 'the log channel', async () => {
      if (installation.logChannelId === null) throw new NotReachable('it is still being created');
      return installation.logChannelId;
    }),
  ];
  const arrived = outcomes.flatMap(({ to, why }) => (why === null ? [to] : []));
  const failed = outcomes.flatMap(({ to, why }) => (why === null ? [] : [`${to}: ${why}`]));
  if (arrived.length === 0)
    throw new AccessError('invalid', `The test message could not be delivered. ${failed.join('. ')}.`);
  await recordTestMessage(ctx, arrived);
  return { arrived, failed };
}

class NotReachable extends Error {}

async function trySend(
  client: WebClient,
  to: string,
  channelOf: () => Promise<string>,
): Promise<{ to: string; why: string | null }> {
  try {
    await postMessage(client, await channelOf(), { id: newId() }, testMessage({ consoleUrl: consoleUrl() }));
    return { to, why: null };
  } catch (error) {
    return {
      to,
      why: error instanceof NotReachable ? error.message : describeFailure(toSlackFailure(error)),
    };
  }
}

async function directChannelOf(
  client: WebClient,
  installation: { organizationId: string; teamId: string },
  userId: string,
): Promise<string> {
  const resolved = await resolveAccount(client, installation, userId);
  if (!resolved.account) throw new NotReachable(resolved.why);
  const { channel } = await client.conversations.open({ users: resolved.account.slackUserId });
  if (!channel?.id) throw new NotReachable('Slack did not open a conversation');
  return channel.id;
}
