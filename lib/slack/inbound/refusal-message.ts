import { getRequest } from '@/lib/access/get-request';
import { AccessError } from '@/lib/core/error';
import { inviteToLink } from '@/lib/directory/invite-to-link';
import { linkInvitation } from '../blocks/link-invitation';
import { mrkdwnMessage, type SlackMessageBody, textMessage } from '../blocks/message';
import { consoleUrl } from '../console-url';
import { describeError } from '../errors';
import { formatDate } from '../mrkdwn';
import type { SlackActor } from './slack-actor';

/**
 * Why an action was refused, and what to do next: an account that is not linked gets the link, a late decision
 * gets the time of the first one. `actor` is null when Slack's account matches no user.
 */
export async function refusalMessage(error: unknown, actor: SlackActor | null): Promise<SlackMessageBody> {
  const { code, text } = describeError(error);
  const message = textMessage(text);
  if (!actor || !(error instanceof AccessError)) return message;
  if (code === 'not-linked') {
    const token = await inviteToLink(actor.account);
    return linkInvitation({ url: `${consoleUrl()}/link-slack/${token}` });
  }
  if (code === 'already-decided' && error.requestId) return withDecisionTime(message, actor, error.requestId);
  return message;
}

async function withDecisionTime(
  { text }: SlackMessageBody,
  { ctx }: SlackActor,
  requestId: string,
): Promise<SlackMessageBody> {
  const { request } = await getRequest(ctx, { requestId });
  const at = request.decidedAt ?? request.lapsesAt;
  return mrkdwnMessage(at ? `${text.replace(/\.$/, '')}, ${formatDate(at)}.` : text);
}
