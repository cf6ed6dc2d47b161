import { isObject } from '../api/args';
import type { Json } from '../world';
import { blockSpecs, maxBlocks, type Surface } from './blocks';
import { type AddError, checkFields } from './check-field';

/** The errors that Slack would return for these blocks. Empty if they are valid. */
export function checkBlocks(value: unknown, surface: Surface, at = '/blocks'): string[] {
  const messages: string[] = [];
  const addError: AddError = (message, pointer) =>
    messages.push(`[ERROR] ${message} [json-pointer:${pointer}]`);
  if (!Array.isArray(value)) {
    addError('must provide an array', at);
    return messages;
  }
  if (value.length > maxBlocks[surface]) addError(`no more than ${maxBlocks[surface]} items allowed`, at);
  const seen = new Set<unknown>();
  for (const [index, block] of value.entries()) {
    checkBlock(block, surface, `${at}/${index}`, addError);
    if (!isObject(block) || block.block_id === undefined) continue;
    if (seen.has(block.block_id))
      addError(`\`block_id\` ${block.block_id} already exists`, `${at}/${index}/block_id`);
    seen.add(block.block_id);
  }
  return messages;
}

function checkBlock(block: unknown, surface: Surface, at: string, addError: AddError) {
  if (!isObject(block)) return addError('must provide an object', at);
  const known = blockSpecs[String(block.type)];
  if (!known?.where.includes(surface)) return addError(`unsupported type: ${block.type}`, `${at}/type`);
  checkFields(block, { type: { is: 'anything' }, ...known.fields }, at, addError);
  checkTogether(block, at, addError);
}

/** Rules about two fields together, which the tables can't express. */
function checkTogether(block: Json, at: string, addError: AddError) {
  if (block.type === 'section' && !block.text && !block.fields) addError('missing required field: text', at);
  if (block.type === 'image' && !block.image_url && !block.slack_file)
    addError('missing required field: image_url', at);
  const seen = new Set<unknown>();
  for (const { element, pointer } of elementsOf(block, at)) {
    const type = String(element.type);
    if (type.endsWith('static_select') && !element.options === !element.option_groups)
      addError('must provide either options or option_groups', pointer);
    if (element.action_id === undefined) continue;
    if (seen.has(element.action_id))
      addError(`\`action_id\` ${element.action_id} already exists`, `${pointer}/action_id`);
    seen.add(element.action_id);
  }
}

function elementsOf(block: Json, at: string): { element: Json; pointer: string }[] {
  const all: { element: unknown; pointer: string }[] = [
    { element: block.accessory, pointer: `${at}/accessory` },
    { element: block.element, pointer: `${at}/element` },
  ];
  if (block.type === 'actions' && Array.isArray(block.elements))
    for (const [index, element] of block.elements.entries())
      all.push({ element, pointer: `${at}/elements/${index}` });
  return all.filter((each): each is { element: Json; pointer: string } => isObject(each.element));
}
