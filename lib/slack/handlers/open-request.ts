import { getRequestForm } from '@/lib/access/get-request-form';
import { requestModal } from '../blocks/request-modal';
import type { SlackActor } from '../inbound/slack-actor';
import { type BlockAction, openModal } from './block-action';

/** Request Access and Request again: the form for a target, or the open request for it. */
export async function openRequest(actor: SlackActor, action: BlockAction): Promise<void> {
  await openModal(actor, action, requestModal(await getRequestForm(actor.ctx, { targetId: action.value })));
}
