import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { truncate } from '../mrkdwn';

export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: truncate(text, max), emoji: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) };
}

/** A paragraph of escaped mrkdwn, with an optional button at its right. */
export function section(text: string, accessory?: Button): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: truncate(text, 3000) },
    ...(accessory && { accessory }),
  };
}

/** A text by a person, word for word: none of it is read as mrkdwn. */
export function personText(text: string, max = 3000): SectionBlock {
  return { type: 'section', text: { type: 'plain_text', text: truncate(text.trim(), max), emoji: false } };
}

/** Small print; lines are escaped mrkdwn. */
export function context(...lines: readonly string[]): ContextBlock {
  return {
    type: 'context',
    elements: lines.map((line) => ({ type: 'mrkdwn', text: truncate(line, 2000) })),
  };
}

export function actionRow(...elements: ActionsBlockElement[]): ActionsBlock {
  return { type: 'actions', elements };
}

/**
 * A button. `label` is its name for screen readers where several look alike; it begins with the visible text, so
 * that voice control finds it. `confirm` is a question that Slack asks before it sends the click.
 */
export function button(of: {
  action: string;
  text: string;
  label?: string;
  value?: string;
  url?: string;
  style?: 'primary' | 'danger';
  confirm?: ConfirmationDialog;
}): Button {
  return {
    type: 'button',
    action_id: of.action,
    text: plain(of.text, 75),
    accessibility_label: truncate(of.label ?? of.text, 75),
    ...(of.value !== undefined && { value: of.value }),
    ...(of.url !== undefined && { url: of.url }),
    ...(of.style && { style: of.style }),
    ...(of.confirm && { confirm: of.confirm }),
  };
}
