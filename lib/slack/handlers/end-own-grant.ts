import { endGrant } from '@/lib/access/end-grant';
import type { SlackActor } from '../inbound/slack-actor';
import type { BlockAction } from './block-action';
import { showEnd } from './show-end';

/** End now: ends the user's own access, and shows it where the button is. */
export async function endOwnGrant(actor: SlackActor, { payload, value }: BlockAction): Promise<void> {
  const request = await endGrant(actor.ctx, { requestId: value });
  const at = request.grant?.endedAt ?? request.createdAt;
  await showEnd(actor, payload, { request, at });
}
