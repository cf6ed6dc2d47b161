import { decodePage } from '../ids';
import type { SlackActor } from '../inbound/slack-actor';
import { replaceMessage } from '../outbound/response-url';
import type { BlockAction } from './block-action';
import { renderTargetList } from './list-targets';

/** Next and Previous: replaces the page of the target list. */
export async function turnPage(actor: SlackActor, { payload, value }: BlockAction): Promise<void> {
  const page = decodePage(value);
  if (!page || !payload.response_url) return;
  await replaceMessage(payload.response_url, await renderTargetList(actor, page));
}
