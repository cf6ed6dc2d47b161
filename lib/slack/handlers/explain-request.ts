import { getRequest } from '@/lib/access/get-request';
import { receiptModal } from '../blocks/receipt-modal';
import type { SlackActor } from '../inbound/slack-actor';
import { requestInput } from '../outbound/request-input';
import { type BlockAction, openModal } from './block-action';

/** Policy details: shows the receipt of a request to the requester and to admins. */
export async function explainRequest(actor: SlackActor, action: BlockAction): Promise<void> {
  const { request, now } = await getRequest(actor.ctx, { requestId: action.value });
  await openModal(actor, action, receiptModal(await requestInput(actor.installation, request, now)));
}
