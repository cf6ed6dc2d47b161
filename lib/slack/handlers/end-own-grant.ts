import { endGrant } from '@/lib/access/end-grant';
import { requestOutcome } from '../blocks/request-outcome';
import type { SlackActor } from '../inbound/slack-actor';
import { requestInput } from '../outbound/request-input';
import { replaceMessage } from '../outbound/response-url';
import type { BlockAction } from './block-action';

/** End now: ends the user's own access and updates its message. */
export async function endOwnGrant(
  { ctx, installation }: SlackActor,
  { payload, value }: BlockAction,
): Promise<void> {
  const request = await endGrant(ctx, { requestId: value });
  if (!payload.response_url) return;
  const now = request.grant?.endedAt ?? request.createdAt;
  await replaceMessage(payload.response_url, requestOutcome(await requestInput(installation, request, now)));
}
