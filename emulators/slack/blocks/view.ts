import { isObject } from '../api/args';
import { refuse, refuseWith } from '../api/refusal';
import type { Json, View } from '../world';
import { withIds } from './accept';
import { checkBlocks } from './check';
import { type AddError, checkFields } from './check-field';
import { flag, must, plain, type Spec, string } from './spec';

const common: Spec = {
  type: must(string(20)),
  blocks: must({ is: 'list', of: { is: 'anything' }, max: 100 }),
  private_metadata: string(3000),
  callback_id: string(255),
  external_id: string(255),
};
const modal: Spec = {
  ...common,
  title: must(plain(24)),
  submit: plain(24),
  close: plain(24),
  clear_on_close: flag,
  notify_on_close: flag,
  submit_disabled: flag,
};
const maxViewLength = 250_000;

/** Validates a view payload of the given type. Refuses it as Slack does. */
export function acceptView(value: unknown, type: 'modal' | 'home'): Json {
  if (!isObject(value))
    return refuse('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] must provide an object [json-pointer:/view]'] },
    });
  const messages = checkView(value, type);
  if (messages.length) refuseWith('invalid_arguments', messages);
  if (JSON.stringify(value).length > maxViewLength) refuse('view_too_large');
  return value;
}

/** The errors that Slack would return for this view. */
export function checkView(value: Json, type: 'modal' | 'home'): string[] {
  const messages: string[] = [];
  const addError: AddError = (message, pointer) =>
    messages.push(`[ERROR] ${message} [json-pointer:${pointer}]`);
  if (value.type !== type) addError(`unsupported type: ${value.type}`, '/view/type');
  else checkFields(value, type === 'modal' ? modal : common, '/view', addError);
  messages.push(...checkBlocks(value.blocks, type, '/view/blocks'));
  const inputs =
    Array.isArray(value.blocks) && value.blocks.some((block) => isObject(block) && block.type === 'input');
  if (type === 'modal' && inputs && !value.submit)
    addError('missing required field: submit (views with input blocks need it)', '/view');
  return messages;
}

/** The full view object, as Slack returns it. */
export function makeView(given: Json, own: Json & { id: string; hash: string }): View {
  const blocks = withIds(given.blocks as Json[]);
  const texts =
    given.type === 'modal'
      ? { title: given.title, submit: given.submit ?? null, close: given.close ?? null }
      : { title: { type: 'plain_text', text: 'View Title', emoji: true }, submit: null, close: null };
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...given,
    ...texts,
    blocks,
    state: { values: {} },
    ...own,
  } as Json as View;
}
