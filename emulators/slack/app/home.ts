import { directChannel } from '../channels';
import { presentView } from '../views';
import type { Team, World } from '../world';
import { sendEvent } from './events';

/** Opens the app's page: sends `app_home_opened` with the current Home view. */
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
