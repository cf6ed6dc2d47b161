import { cancelRequest } from '@/lib/access/cancel-request';
import { requestStatus } from '@/lib/slack/blocks/request-status';
import { consoleUrl } from '@/lib/slack/console-url';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { replaceMessage } from '@/lib/slack/outbound/response-url';
import type { Click } from './click';

/** Cancel request: takes one's own back; its message says so at once. */
export async function cancelOwnRequest({ ctx }: SlackActor, { payload, value }: Click): Promise<void> {
  const request = await cancelRequest(ctx, { requestId: value });
  if (!payload.response_url) return;
  const now = request.decidedAt ?? request.createdAt;
  await replaceMessage(payload.response_url, requestStatus({ request, now, consoleUrl: consoleUrl() }));
}
