import { getDenialForm } from '@/lib/access/get-denial-form';
import { denyModal } from '../blocks/deny-modal';
import type { SlackActor } from '../inbound/slack-actor';
import { type BlockAction, openModal } from './block-action';

/** Deny: asks for the words that go with it, once it is clear that this person may deny it now. */
export async function openDenial(actor: SlackActor, click: BlockAction): Promise<void> {
  await openModal(actor, click, denyModal(await getDenialForm(actor.ctx, { requestId: click.value })));
}
