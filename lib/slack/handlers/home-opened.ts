import { AccessError } from '@/lib/core/error';
import type { InstallationRow } from '@/lib/db/slack/installations';
import { textMessage } from '../blocks/message';
import { slackClient } from '../client';
import { describeError } from '../errors';
import type { HomeOpened } from '../inbound/payloads';
import { resolveSlackActor, type SlackActor } from '../inbound/slack-actor';
import { publishHome } from '../outbound/publish-home';
import { sendWelcomeOnce } from '../outbound/send-welcome';

/** A user opened the app: sends the welcome message the first time, and renders the Home tab. */
export async function onHomeOpened(installation: InstallationRow, event: HomeOpened): Promise<void> {
  const actor = await resolveOrExplain(installation, event);
  if (actor?.ctx.actor.kind !== 'user') return;
  const installationId = installation.id;
  await sendWelcomeOnce({ installationId, slackUserId: event.user });
  if (event.tab === 'home') await publishHome({ installationId, userId: actor.ctx.actor.userId });
}

/** The user; null when Slack's account matches none, and then the tab says what to do. */
async function resolveOrExplain(
  installation: InstallationRow,
  event: HomeOpened,
): Promise<SlackActor | null> {
  try {
    return await resolveSlackActor({ teamId: installation.teamId, slackUserId: event.user });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    const { blocks } = textMessage(describeError(error).text);
    const client = event.tab === 'home' ? await slackClient(installation.id) : null;
    await client?.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    return null;
  }
}
