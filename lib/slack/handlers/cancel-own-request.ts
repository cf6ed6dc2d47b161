import { cancelRequest } from '@/lib/access/cancel-request';
import { requestStatus } from '../blocks/request-status';
import type { SlackActor } from '../inbound/slack-actor';
import { requestInput } from '../outbound/request-input';
import { replaceMessage } from '../outbound/response-url';
import type { BlockAction } from './block-action';

/** Cancel request: cancels the user's own request and updates its message. */
export async function cancelOwnRequest(
  { ctx, installation }: SlackActor,
  { payload, value }: BlockAction,
): Promise<void> {
  const request = await cancelRequest(ctx, { requestId: value });
  if (!payload.response_url) return;
  const now = request.decidedAt ?? request.createdAt;
  await replaceMessage(payload.response_url, requestStatus(await requestInput(installation, request, now)));
}
