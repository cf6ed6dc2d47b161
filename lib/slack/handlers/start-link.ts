import { requireAdmin } from '@/lib/authorization/require-person';
import { textMessage } from '../blocks/message';
import type { SlackActor } from '../inbound/slack-actor';
import { type BlockAction, replyToAction } from './block-action';

/** An admin wants to link their account: they get the link, or learn that the account is linked. Throws `not-linked`. */
export async function startLink(actor: SlackActor, { payload }: BlockAction): Promise<void> {
  await requireAdmin(actor.ctx);
  await replyToAction(payload, textMessage('Your Slack account is linked.'));
}
