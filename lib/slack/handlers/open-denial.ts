import { getDenialForm } from '@/lib/access/get-denial-form';
import { denyModal } from '../blocks/deny-modal';
import type { SlackActor } from '../inbound/slack-actor';
import { findMentions } from '../outbound/request-input';
import { type BlockAction, openModal } from './block-action';

/** Deny: opens the form for a reason, if this admin can deny the request now. */
export async function openDenial(actor: SlackActor, action: BlockAction): Promise<void> {
  const request = await getDenialForm(actor.ctx, { requestId: action.value });
  const mentions = await findMentions(actor.installation.teamId, [request]);
  await openModal(actor, action, denyModal({ request, mentions }));
}
