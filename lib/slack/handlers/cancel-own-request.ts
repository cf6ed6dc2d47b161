import { cancelRequest } from '@/lib/access/cancel-request';
import type { SlackActor } from '../inbound/slack-actor';
import type { BlockAction } from './block-action';
import { showEnd } from './show-end';

/** Cancel request: cancels the user's own request, and shows it where the button is. */
export async function cancelOwnRequest(actor: SlackActor, { payload, value }: BlockAction): Promise<void> {
  const request = await cancelRequest(actor.ctx, { requestId: value });
  const at = request.decidedAt ?? request.createdAt;
  await showEnd(actor, payload, { request, at });
}
