import { isObject } from '../api/args';
import type { Block, Json } from '../world';

/** The value of an element: text, an option's value, several values, or whole options for external selects. */
export type Raw = string | string[] | Json | Json[] | null;
/** By `block_id`, then `action_id`. */
export type RawValues = { [blockId: string]: { [actionId: string]: Raw } };

/** Every element that has an `action_id`, with its block. */
export function elementsIn(
  blocks: Block[],
): { block: Block; element: Json & { type: string; action_id: string } }[] {
  return blocks.flatMap((block) => {
    const inRow = block.type === 'actions' && Array.isArray(block.elements) ? block.elements : [];
    return [block.accessory, block.element, ...inRow]
      .filter(
        (each): each is Json & { type: string; action_id: string } =>
          isObject(each) && typeof each.action_id === 'string',
      )
      .map((element) => ({ block, element }));
  });
}

/** `state.values` as Slack builds it: each element that can hold a value, with the entered or the initial value. */
export function stateValues(blocks: Block[], raw: RawValues): Json {
  const values: { [blockId: string]: Json } = {};
  for (const { block, element } of elementsIn(blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue;
    const given = raw[block.block_id]?.[element.action_id];
    const own = values[block.block_id] ?? {};
    own[element.action_id] = { type: element.type, ...elementValue(element, given) };
    values[block.block_id] = own;
  }
  return values;
}

/** The value of one element: `{value}`, `{selected_option}` and so on. */
export function elementValue(element: Json & { type: string }, raw: Raw | undefined): Json {
  const { type } = element;
  if (type.endsWith('_input'))
    return { value: raw === undefined ? (element.initial_value ?? null) : raw === '' ? null : raw };
  if (type === 'button') return element.value === undefined ? {} : { value: element.value };
  const single = singleSelects[type];
  if (single) return { [single.field]: raw === undefined ? (element[single.initial] ?? null) : raw || null };
  const several = multiSelects[type];
  if (several) return { [several.field]: raw === undefined ? (element[several.initial] ?? []) : raw };
  if (type.startsWith('multi_') || type === 'checkboxes')
    return {
      selected_options:
        raw === undefined
          ? (element.initial_options ?? [])
          : asList(raw).map((each) => asOption(element, each)),
    };
  if (raw === undefined) return { selected_option: element.initial_option ?? null };
  return { selected_option: raw === null || raw === '' ? null : asOption(element, raw as string | Json) };
}

const singleSelects: Record<string, { field: string; initial: string }> = {
  users_select: { field: 'selected_user', initial: 'initial_user' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation' },
  datepicker: { field: 'selected_date', initial: 'initial_date' },
  timepicker: { field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time' },
};
const multiSelects: Record<string, { field: string; initial: string }> = {
  multi_users_select: { field: 'selected_users', initial: 'initial_users' },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels' },
  multi_conversations_select: { field: 'selected_conversations', initial: 'initial_conversations' },
};

/** All options of a select, without groups. */
export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [];
  const inGroups = groups.flatMap((group) =>
    isObject(group) && Array.isArray(group.options) ? group.options : [],
  );
  return [...(Array.isArray(element.options) ? element.options : []), ...inGroups].filter(isObject);
}

/** The option with this value or this label. */
function asOption(element: Json, raw: string | Json): Json {
  if (typeof raw !== 'string') return raw;
  const known = optionsOf(element).find(
    (each) => each.value === raw || (isObject(each.text) && each.text.text === raw),
  );
  return known ?? { text: { type: 'plain_text', text: raw, emoji: true }, value: raw };
}

function asList(raw: Raw): (string | Json)[] {
  if (raw === null || raw === '') return [];
  return Array.isArray(raw) ? raw : [raw];
}

/** The validation errors of Slack itself before it sends a submission, by `block_id`. */
export function inputProblems(blocks: Block[], values: Json): { [blockId: string]: string } {
  const problems: { [blockId: string]: string } = {};
  for (const { block, element } of elementsIn(blocks)) {
    if (block.type !== 'input') continue;
    const state = (values[block.block_id] as Json | undefined)?.[element.action_id] as Json;
    const { type: _, ...held } = state;
    const value = Object.values(held)[0];
    const empty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && block.optional !== true) problems[block.block_id] = 'Please complete this required field.';
    if (typeof value !== 'string') continue;
    if (typeof element.min_length === 'number' && value.length < element.min_length)
      problems[block.block_id] = `Please enter at least ${element.min_length} characters.`;
    if (typeof element.max_length === 'number' && value.length > element.max_length)
      problems[block.block_id] = `Please enter at most ${element.max_length} characters.`;
  }
  return problems;
}
