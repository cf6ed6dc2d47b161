import { getRequest } from '@/lib/access/get-request';
import { AccessError } from '@/lib/core/error';
import { inviteToLink } from '@/lib/directory/invite-to-link';
import { linkInvitation } from '../blocks/link-invitation';
import type { SlackMessageBody } from '../blocks/message';
import { consoleUrl } from '../console-url';
import { describeError } from '../errors';
import { textMessage } from '../handlers/block-action';
import { formatDate } from '../mrkdwn';
import type { SlackActor } from './slack-actor';

/**
 * What somebody is told whose click was refused: why, and what to do next. Who must link their account
 * gets the link; who came too late also reads when it was decided. `reader` is null when it is nobody of ours.
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
  const said = at ? `${text} That was ${formatDate(at)}.` : text;
  return { text: said, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: said } }] };
}
