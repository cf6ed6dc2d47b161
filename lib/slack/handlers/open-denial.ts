import { getDenialForm } from '@/lib/access/get-denial-form';
import { denyModal } from '../blocks/deny-modal';
import type { SlackActor } from '../inbound/slack-actor';
import { type BlockAction, openModal } from './block-action';

/** Deny: opens the form for a reason, if this admin can deny the request now. */
export async function openDenial(actor: SlackActor, action: BlockAction): Promise<void> {
  await openModal(actor, action, denyModal(await getDenialForm(actor.ctx, { requestId: action.value })));
}
