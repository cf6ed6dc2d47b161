import { randomBytes } from 'node:crypto';
import { isObject, json } from '../api/args';
import { refuseWith } from '../api/refusal';
import type { Block, Json } from '../world';
import type { Surface } from './blocks';
import { checkBlocks } from './check';

/** The blocks of a call, validated and with the ids that Slack adds. Undefined if none were sent. */
export function acceptBlocks(args: Json, surface: Surface): Block[] | undefined {
  const value = json(args, 'blocks', 'invalid_blocks_format');
  if (value === undefined) return undefined;
  if (!Array.isArray(value))
    refuseWith('invalid_blocks_format', ['[ERROR] must provide an array [json-pointer:/blocks]']);
  const messages = checkBlocks(value, surface);
  if (messages.length) refuseWith('invalid_blocks', messages);
  return withIds(value as Json[]);
}

/** Adds a `block_id` to each block and an `action_id` to each element that lacks one. */
export function withIds(blocks: Json[]): Block[] {
  return blocks.map((block) => {
    const copy: Json = { ...block, block_id: block.block_id ?? shortId() };
    if (isObject(block.accessory)) copy.accessory = withActionId(block.accessory);
    if (isObject(block.element)) copy.element = withActionId(block.element);
    if (block.type === 'actions' && Array.isArray(block.elements))
      copy.elements = block.elements.map((each) => (isObject(each) ? withActionId(each) : each));
    return copy as Block;
  });
}

function withActionId(element: Json): Json {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id ?? shortId() };
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
