import { decodePage } from '../ids';
import type { SlackActor } from '../inbound/slack-actor';
import { replaceMessage } from '../outbound/response-url';
import { renderTargetList } from './answer-list-targets';
import type { BlockAction } from './block-action';

/** Next and Previous: replaces the page of the target list. */
export async function turnPage(actor: SlackActor, { payload, value }: BlockAction): Promise<void> {
  const page = decodePage(value);
  if (!page || !payload.response_url) return;
  await replaceMessage(payload.response_url, await renderTargetList(actor, page));
}
