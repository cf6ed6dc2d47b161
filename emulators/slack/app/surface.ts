import { findModal } from '../views';
import type { Block, Channel, Message, Team, View } from '../world';

/** The location of an element: a message, an open modal or a Home tab. */
export type Place = { messageTs: string; channelId: string } | { viewId: string };
export type Surface =
  | { kind: 'message'; channel: Channel; message: Message; blocks: Block[] }
  | { kind: 'view'; view: View; blocks: Block[] };

/** The surface at a location. Returns undefined if it doesn't exist or the person can't see it. */
export function surfaceAt(team: Team, userId: string, place: Place): Surface | undefined {
  if ('viewId' in place) {
    const home = team.homes.get(userId);
    const open = findModal(team, { id: place.viewId });
    const view = home?.id === place.viewId ? home : open?.userId === userId ? open.view : undefined;
    return view && { kind: 'view', view, blocks: view.blocks };
  }
  const channel = team.channels.get(place.channelId);
  const message = channel?.messages.find((each) => each.ts === place.messageTs);
  if (!channel?.members.has(userId) || !message) return undefined;
  if (message.onlyFor && message.onlyFor !== userId) return undefined;
  return { kind: 'message', channel, message, blocks: message.blocks ?? [] };
}
