import { findModal } from '../views';
import type { Block, Channel, Message, Team, View } from '../world';

/** Where an element stands: in a message, in an open modal or in somebody's Home tab. */
export type Place = { messageTs: string; channelId: string } | { viewId: string };
export type Surface =
  | { kind: 'message'; channel: Channel; message: Message; blocks: Block[] }
  | { kind: 'view'; view: View; blocks: Block[] };

/** What a person sees at a place; undefined when it isn't there, or not theirs to see. */
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
