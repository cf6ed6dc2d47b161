import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  HeaderBlock,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { truncate } from '../mrkdwn';

/** Text in which nothing has a meaning. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: truncate(text, max), emoji: true };
}

/** A heading. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) };
}

/** A paragraph of mrkdwn that is escaped already, with a button at its right. */
export function section(text: string, accessory?: Button): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: truncate(text, 3000) },
    ...(accessory && { accessory }),
  };
}

/** Names and values in two columns, mrkdwn. */
export function fieldsSection(pairs: readonly (readonly [name: string, value: string])[]): SectionBlock {
  return {
    type: 'section',
    fields: pairs.map(([name, value]) => ({ type: 'mrkdwn', text: truncate(`*${name}*\n${value}`, 2000) })),
  };
}

/** Small print, mrkdwn. */
export function context(...lines: readonly string[]): ContextBlock {
  return {
    type: 'context',
    elements: lines.map((line) => ({ type: 'mrkdwn', text: truncate(line, 2000) })),
  };
}

/** A row of buttons. */
export function actionRow(...elements: ActionsBlockElement[]): ActionsBlock {
  return { type: 'actions', elements };
}

/**
 * A button. `label` is what a screen reader says where there are many alike: which one this is. It begins
 * with the words that are seen, so that it can be pressed by voice.
 */
export function button(of: {
  action: string;
  text: string;
  label?: string;
  value?: string;
  url?: string;
  style?: 'primary' | 'danger';
}): Button {
  return {
    type: 'button',
    action_id: of.action,
    text: plain(of.text, 75),
    accessibility_label: truncate(of.label ?? of.text, 75),
    ...(of.value !== undefined && { value: of.value }),
    ...(of.url !== undefined && { url: of.url }),
    ...(of.style && { style: of.style }),
  };
}
