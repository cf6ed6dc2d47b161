import { anyText, type Field, flag, must, plain, type Spec, string } from './spec';

const confirm: Field = {
  is: 'object',
  fields: {
    title: must(plain(100)),
    text: must(anyText(300)),
    confirm: must(plain(30)),
    deny: must(plain(30)),
    style: { is: 'string', oneOf: ['primary', 'danger'] },
  },
};

const optionFields: Spec = {
  text: must(anyText(75)),
  value: must(string(150, 1)),
  description: anyText(75),
  url: string(3000),
};
const option: Field = { is: 'object', fields: optionFields };
const options = (max: number): Field => ({ is: 'list', of: option, min: 1, max });
const groups: Field = {
  is: 'list',
  of: { is: 'object', fields: { label: must(plain(75)), options: must(options(100)) } },
  min: 1,
  max: 100,
};

const common: Spec = { action_id: string(255), focus_on_load: flag };
const select: Spec = { ...common, placeholder: plain(150), confirm };
const many: Spec = { max_selected_items: { is: 'number', min: 1, max: 100 } };
const picked: Spec = {
  response_url_enabled: flag,
  default_to_current_conversation: flag,
  filter: { is: 'anything' },
};
const typed: Spec = {
  ...common,
  placeholder: plain(150),
  initial_value: string(3000),
  dispatch_action_config: {
    is: 'object',
    fields: {
      trigger_actions_on: {
        is: 'list',
        of: { is: 'string', oneOf: ['on_enter_pressed', 'on_character_entered'] },
        min: 1,
        max: 2,
      },
    },
  },
};
const date: Spec = { ...select };
const initialId = {
  initial_user: string(255),
  initial_channel: string(255),
  initial_conversation: string(255),
};
const ids = (max: number): Field => ({ is: 'list', of: string(255), max });

/** Every block element with its fields and limits. */
export const elementSpecs: Record<string, Spec> = {
  button: {
    ...common,
    text: must(plain(75)),
    url: string(3000),
    value: string(2000),
    style: { is: 'string', oneOf: ['primary', 'danger'] },
    confirm,
    accessibility_label: string(75),
  },
  static_select: { ...select, options: options(100), option_groups: groups, initial_option: option },
  external_select: {
    ...select,
    min_query_length: { is: 'number', min: 0, max: 100 },
    initial_option: option,
  },
  users_select: { ...select, initial_user: initialId.initial_user },
  channels_select: { ...select, initial_channel: initialId.initial_channel, ...picked },
  conversations_select: { ...select, initial_conversation: initialId.initial_conversation, ...picked },
  multi_static_select: {
    ...select,
    ...many,
    options: options(100),
    option_groups: groups,
    initial_options: options(100),
  },
  multi_external_select: {
    ...select,
    ...many,
    min_query_length: { is: 'number', min: 0, max: 100 },
    initial_options: options(100),
  },
  multi_users_select: { ...select, ...many, initial_users: ids(100) },
  multi_channels_select: { ...select, ...many, initial_channels: ids(100) },
  multi_conversations_select: { ...select, ...many, ...picked, initial_conversations: ids(100) },
  overflow: { ...common, options: must(options(5)), confirm },
  radio_buttons: { ...common, options: must(options(10)), initial_option: option, confirm },
  checkboxes: { ...common, options: must(options(10)), initial_options: options(10), confirm },
  datepicker: { ...date, initial_date: { is: 'string', pattern: /^\d{4}-\d{2}-\d{2}$/ } },
  timepicker: { ...date, initial_time: { is: 'string', pattern: /^\d{2}:\d{2}$/ }, timezone: string(100) },
  datetimepicker: {
    ...common,
    initial_date_time: { is: 'number', min: 1_000_000_000, max: 9_999_999_999 },
    confirm,
  },
  plain_text_input: {
    ...typed,
    multiline: flag,
    min_length: { is: 'number', min: 0, max: 3000 },
    max_length: { is: 'number', min: 1, max: 3000 },
  },
  email_text_input: typed,
  url_text_input: typed,
  number_input: {
    ...typed,
    is_decimal_allowed: must(flag),
    min_value: string(20),
    max_value: string(20),
  },
  image: { image_url: string(3000), slack_file: { is: 'anything' }, alt_text: must(string(2000, 1)) },
};

/** Elements that hold a value and are therefore allowed in input blocks. */
export const inputElements = Object.keys(elementSpecs).filter(
  (type) => !['button', 'overflow', 'image'].includes(type),
);

/** Text inputs, which can't be accessories. An actions block accepts only the plain text input. */
const textInputs = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input'];
export const actionElements = Object.keys(elementSpecs).filter(
  (type) =>
    type !== 'image' && type !== 'email_text_input' && type !== 'url_text_input' && type !== 'number_input',
);
export const accessoryElements = Object.keys(elementSpecs).filter((type) => !textInputs.includes(type));
