import { endGrant } from '@/lib/access/end-grant';
import { requestOutcome } from '@/lib/slack/blocks/request-outcome';
import { consoleUrl } from '@/lib/slack/console-url';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { replaceMessage } from '@/lib/slack/outbound/response-url';
import type { Click } from './click';

/** End now: gives live access back; its message says so at once. */
export async function endOwnGrant({ ctx }: SlackActor, { payload, value }: Click): Promise<void> {
  const request = await endGrant(ctx, { requestId: value });
  if (!payload.response_url) return;
  const now = request.grant?.endedAt ?? request.createdAt;
  await replaceMessage(payload.response_url, requestOutcome({ request, now, consoleUrl: consoleUrl() }));
}
