import type { Place } from './app/surface';
import { elementsIn, type RawValues } from './blocks/state';
import type { ClickInput, Values } from './control';
import type { Block, Json, Team, View } from './world';

type Found = {
  place: Place;
  blocks: Block[];
  block: Block;
  element: Json & { type: string; action_id: string };
};

/** The element that a test refers to: in the open modal, else in the newest message, else in the Home tab. */
export function findElement(team: Team, input: Omit<ClickInput, 'values'>): Found | undefined {
  for (const { place, blocks } of places(team, input))
    for (const { block, element } of elementsIn(blocks)) {
      if (element.action_id !== input.actionId) continue;
      if (input.blockId && block.block_id !== input.blockId) continue;
      if (element.type === 'button' && input.value !== undefined && element.value !== input.value) continue;
      return { place, blocks, block, element };
    }
  return undefined;
}

function places(team: Team, input: Omit<ClickInput, 'values'>): { place: Place; blocks: Block[] }[] {
  const stack = team.stacks.get(input.userId)?.views ?? [];
  const home = team.homes.get(input.userId);
  const views = [...stack].reverse().concat(home ? [home] : []);
  const inViews = views.map((view) => ({ place: { viewId: view.id }, blocks: view.blocks }));
  if (input.viewId) return inViews.filter((each) => each.place.viewId === input.viewId);
  const inMessages = [...team.channels.values()]
    .filter(
      (channel) => channel.members.has(input.userId) && (!input.channelId || channel.id === input.channelId),
    )
    .flatMap((channel) => channel.messages.map((message) => ({ channel, message })))
    .filter(({ message }) => !message.onlyFor || message.onlyFor === input.userId)
    .filter(({ message }) => !input.messageTs || message.ts === input.messageTs)
    .sort((a, b) => (a.message.ts < b.message.ts ? 1 : -1))
    .map(({ channel, message }) => ({
      place: { channelId: channel.id, messageTs: message.ts },
      blocks: message.blocks ?? [],
    }));
  if (input.messageTs || input.channelId) return inMessages;
  const open = stack.length;
  return [...inViews.slice(0, open), ...inMessages, ...inViews.slice(open)];
}

/** Moves values by `action_id` below the blocks that hold those elements. */
export function byBlock(blocks: Block[], values: Values): RawValues {
  const raw: RawValues = {};
  for (const { block, element } of elementsIn(blocks)) {
    const value = values[element.action_id];
    if (value !== undefined) raw[block.block_id] = { ...raw[block.block_id], [element.action_id]: value };
  }
  return raw;
}

/** The top modal of a person, or the one with this id. */
export function topView(team: Team, userId: string, viewId?: string): View | undefined {
  const views = team.stacks.get(userId)?.views ?? [];
  return viewId ? views.find((view) => view.id === viewId) : views.at(-1);
}
