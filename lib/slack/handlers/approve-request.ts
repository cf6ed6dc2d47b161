import { reviewRequest } from '@/lib/access/review-request';
import { requestCard } from '@/lib/slack/blocks/request-card';
import { consoleUrl } from '@/lib/slack/console-url';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { replaceMessage } from '@/lib/slack/outbound/response-url';
import type { Click } from './click';

/**
 * Approve: decides, then takes the buttons off the card that was pressed at once; its other copies follow
 * by the outbox, as this one does when Slack does not take the answer here.
 */
export async function approveRequest({ ctx }: SlackActor, { payload, value }: Click): Promise<void> {
  const request = await reviewRequest(ctx, { requestId: value, decision: 'approve' });
  if (!payload.response_url) return;
  const now = request.decidedAt ?? request.createdAt;
  await replaceMessage(payload.response_url, requestCard({ request, now, consoleUrl: consoleUrl() }));
}
