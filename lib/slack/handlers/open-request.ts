import { getRequestForm } from '@/lib/access/get-request-form';
import { requestModal } from '../blocks/request-modal';
import type { SlackActor } from '../inbound/slack-actor';
import { type BlockAction, openModal } from './block-action';

/** Request Access, and Request again: the form for a target, or what is open on it already. */
export async function openRequest(actor: SlackActor, click: BlockAction): Promise<void> {
  await openModal(actor, click, requestModal(await getRequestForm(actor.ctx, { targetId: click.value })));
}
