import { isObject } from '../api/args';
import { elementsIn, type RawValues } from '../blocks/state';
import type { Json, Team, World } from '../world';
import { surfaceParts } from './actions';
import { parseObject } from './answer';
import { deliverPayload } from './deliver';
import { payloadBase } from './payload';
import { type Place, surfaceAt } from './surface';

export type SuggestionInput = {
  team: Team;
  userId: string;
  place: Place;
  blockId: string;
  actionId: string;
  query: string;
  values: RawValues;
};
/** The options of an external select. `problem` is set if the app's response was not valid. */
export type Suggestions = { groups: { label: string; options: Json[] }[]; problem: string | undefined };

/** Requests the options of an external select from the app. */
export async function suggest(world: World, input: SuggestionInput): Promise<Suggestions> {
  const surface = surfaceAt(input.team, input.userId, input.place);
  const found =
    surface &&
    elementsIn(surface.blocks).find(
      (each) => each.block.block_id === input.blockId && each.element.action_id === input.actionId,
    );
  if (!surface || !found) return { groups: [], problem: 'No result' };
  const {
    hash: _,
    response_url: __,
    ...parts
  } = surfaceParts(world, input.team, input.userId, surface, input.values) as {
    hash?: string;
    response_url?: string;
  };
  const payload: Json = {
    type: 'block_suggestion',
    ...payloadBase(world, input.team, input.userId),
    ...parts,
    action_id: input.actionId,
    block_id: input.blockId,
    value: input.query,
  };
  const done = await deliverPayload(world, world.app.optionsUrl, payload);
  const body = done.ok ? parseObject(done.body) : undefined;
  const failed = { groups: [], problem: 'Could not load the options' };
  if (!body) return failed;
  if (Array.isArray(body.options))
    return body.options.length > 100
      ? failed
      : { groups: [{ label: '', options: body.options as Json[] }], problem: undefined };
  if (!Array.isArray(body.option_groups)) return failed;
  const groups = body.option_groups.filter(isObject).map((group) => ({
    label: isObject(group.label) ? String(group.label.text) : '',
    options: (group.options ?? []) as Json[],
  }));
  return { groups, problem: undefined };
}
