import { getRequest } from '@/lib/access/get-request';
import { receiptModal } from '../blocks/receipt-modal';
import { consoleUrl } from '../console-url';
import type { SlackActor } from '../inbound/slack-actor';
import { type BlockAction, openModal } from './block-action';

/** Why?: shows the receipt of a request to its person and the admins. */
export async function explainRequest(actor: SlackActor, click: BlockAction): Promise<void> {
  const { request, now } = await getRequest(actor.ctx, { requestId: click.value });
  await openModal(actor, click, receiptModal({ request, now, consoleUrl: consoleUrl() }));
}
