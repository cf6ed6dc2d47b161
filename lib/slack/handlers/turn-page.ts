import { decodePage } from '@/lib/slack/ids';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { replaceMessage } from '@/lib/slack/outbound/response-url';
import type { Click } from './click';
import { drawTargets } from './list-targets';

/** Next and Previous: another page in the place of this one. */
export async function turnPage(reader: SlackActor, { payload, value }: Click): Promise<void> {
  const page = decodePage(value);
  if (!page || !payload.response_url) return;
  await replaceMessage(payload.response_url, await drawTargets(reader, page));
}
