import { getRequest } from '@/lib/access/get-request';
import { receiptModal } from '@/lib/slack/blocks/why-modal';
import { consoleUrl } from '@/lib/slack/console-url';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { type Click, openForm } from './click';

/** Why?: shows the receipt of a request to its person and the admins. */
export async function explainRequest(reader: SlackActor, click: Click): Promise<void> {
  const { request, now } = await getRequest(reader.ctx, { requestId: click.value });
  await openForm(reader, click, receiptModal({ request, now, consoleUrl: consoleUrl() }));
}
