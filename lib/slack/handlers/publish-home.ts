import { AccessError } from '@/lib/core/error';
import { slackClient } from '@/lib/slack/client';
import { explain } from '@/lib/slack/errors';
import type { EventContext } from '@/lib/slack/inbound/event-context';
import type { HomeOpened } from '@/lib/slack/inbound/payloads';
import { resolveSlackActor, type SlackActor } from '@/lib/slack/inbound/slack-actor';
import { publishHome } from '@/lib/slack/outbound/home';
import { sendWelcomeOnce } from '@/lib/slack/outbound/send-welcome';
import { sentence } from './click';

/** Somebody opened the app in Slack: they are greeted the first time, and their Home tab is drawn. */
export async function onHomeOpened(context: EventContext, event: HomeOpened): Promise<void> {
  const reader = await readOrExplain(context, event);
  if (reader?.ctx.actor.kind !== 'user') return;
  const { id: installationId } = reader.installation;
  await sendWelcomeOnce({ installationId, slackUserId: event.user });
  if (event.tab === 'home') await publishHome({ installationId, userId: reader.ctx.actor.userId });
}

/** Who opened it; null when it is nobody of ours, whose tab then says what to do. */
async function readOrExplain({ installation }: EventContext, event: HomeOpened): Promise<SlackActor | null> {
  try {
    return await resolveSlackActor({ teamId: installation.teamId, slackUserId: event.user });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    const { blocks } = sentence(explain(error).text);
    const client = event.tab === 'home' ? await slackClient(installation.id) : null;
    await client?.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    return null;
  }
}
