import { elementsIn, elementValue, type Raw, type RawValues, stateValues } from '../blocks/state';
import { newResponseUrl, newTrigger, newTs } from '../ids';
import { presentMessage } from '../present';
import { presentView } from '../views';
import type { Json, Team, World } from '../world';
import { type Delivered, deliverPayload } from './deliver';
import { note, payloadBase } from './payload';
import { type Place, type Surface, surfaceAt } from './surface';

export type ActionInput = {
  team: Team;
  userId: string;
  place: Place;
  blockId: string;
  actionId: string;
  /** The selected or entered value. Buttons have none. */
  raw?: Raw | undefined;
  /** Other values that the person entered on the same surface. */
  values: RawValues;
  clientId?: string | undefined;
};

/** Sends `block_actions`. Returns undefined if the element no longer exists. */
export async function act(world: World, input: ActionInput): Promise<Delivered | undefined> {
  const { team, userId } = input;
  const surface = surfaceAt(team, userId, input.place);
  const found =
    surface &&
    elementsIn(surface.blocks).find(
      (each) => each.block.block_id === input.blockId && each.element.action_id === input.actionId,
    );
  if (!surface || !found) return undefined;
  const { element } = found;
  const action: Json = {
    action_id: element.action_id,
    block_id: input.blockId,
    ...(element.type === 'button' ? { text: element.text } : {}),
    ...(element.placeholder ? { placeholder: element.placeholder } : {}),
    ...elementValue(element, input.raw),
    ...(element.style ? { style: element.style } : {}),
    type: element.type,
    action_ts: newTs(world),
  };
  const payload: Json = {
    type: 'block_actions',
    ...payloadBase(world, team, userId),
    ...surfaceParts(world, team, userId, surface, input.values),
    trigger_id: newTrigger(world, team.id, userId, input.clientId).id,
    actions: [action],
  };
  const done = await deliverPayload(world, world.app.interactionsUrl, payload);
  if (done.problem)
    note(world, team, userId, `${world.app.name} did not accept the action: ${done.problem}`, input.clientId);
  return done;
}

/** The container, state and message or view of a payload. An ephemeral message is not included in its payload. */
export function surfaceParts(
  world: World,
  team: Team,
  userId: string,
  surface: Surface,
  raw: RawValues,
): Json {
  const values = stateValues(surface.blocks, raw);
  if (surface.kind === 'view') {
    const { view } = surface;
    return {
      container: { type: 'view', view_id: view.id },
      view: presentView(view, values),
      state: { values },
      hash: view.hash,
    };
  }
  const { channel, message } = surface;
  const at = { teamId: team.id, userId, channelId: channel.id, messageTs: message.ts };
  const ephemeral = message.onlyFor !== undefined;
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: ephemeral },
    channel: {
      id: channel.id,
      name:
        channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name,
    },
    ...(ephemeral ? {} : { message: presentMessage(world, team, message) }),
    state: { values },
    response_url: newResponseUrl(world, at),
  };
}
