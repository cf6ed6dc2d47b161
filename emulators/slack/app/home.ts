import { directChannel } from '../channels';
import { presentView } from '../views';
import type { Team, World } from '../world';
import { sendEvent } from './events';

/** Somebody opens the app's page: `app_home_opened`, with the view they had before. */
export async function openHome(
  world: World,
  team: Team,
  userId: string,
  tab: 'home' | 'messages',
): Promise<void> {
  if (!team.installation) return;
  const { channel } = directChannel(world, team, [team.installation.botUserId, userId]);
  const view = tab === 'home' ? team.homes.get(userId) : undefined;
  const event = { type: 'app_home_opened', user: userId, channel: channel.id, tab };
  await sendEvent(world, team.id, view ? { ...event, view: presentView(view, {}) } : event);
}
