import { reviewRequest } from '@/lib/access/review-request';
import { requestCard } from '../blocks/request-card';
import type { SlackActor } from '../inbound/slack-actor';
import { requestInput } from '../outbound/request-input';
import { replaceMessage } from '../outbound/response-url';
import type { BlockAction } from './block-action';

/**
 * Approve: decides, then updates the card that was pressed. The outbox updates its other copies, and this one
 * when Slack does not take the answer here.
 */
export async function approveRequest(
  { ctx, installation }: SlackActor,
  { payload, value }: BlockAction,
): Promise<void> {
  const request = await reviewRequest(ctx, { requestId: value, decision: 'approve' });
  if (!payload.response_url) return;
  const now = request.decidedAt ?? request.createdAt;
  await replaceMessage(payload.response_url, requestCard(await requestInput(installation, request, now)));
}
