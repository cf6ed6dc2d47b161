import type { KnownBlock, ModalView } from '@slack/types';
import { views } from '../ids';
import { connectBlock, installLink } from './connect';
import { context, plain, section } from './elements';
import type { RequestInput, SlackMessageBody } from './message';
import { consoleLink } from './request-buttons';
import { formatAccess } from './request-outcome';
import { formatRequestEscaped, pendingSentences } from './request-text';

/** What the request form turns into when it is submitted. `reviewers` counts the admins who were notified. */
export function resultModal(input: RequestInput & { reviewers: number }): ModalView {
  const { request, reviewers } = input;
  if (request.state === 'Approved')
    return infoModal('Access granted', [
      section(`✅ *You have access:* ${formatAccess(request)}`),
      connectBlock(request),
      context(
        `Also sent to your messages, with *End now*  ·  ${consoleLink(input)}  ·  ${installLink(input.consoleUrl)}`,
      ),
    ]);
  return infoModal('Request sent', [
    section(`⏳ *Request sent:* ${formatRequestEscaped(request)}\n${pendingSentences(request)}`),
    section(describeReviewers(reviewers)),
    context(`We’ll message you  ·  ${consoleLink(input)}`),
  ]);
}

/** A message as a modal, for places without messages, such as the Home tab. */
export function messageModal({ blocks }: SlackMessageBody): ModalView {
  return infoModal('Access', blocks);
}

/** A modal without a form. */
export function infoModal(title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: views.info,
    title: plain(title, 24),
    close: plain('Close', 24),
    blocks,
  };
}

function describeReviewers(count: number): string {
  if (count === 0)
    return 'No other admin can approve this. Ask an admin to add a second admin or an automatic policy.';
  return count === 1 ? '1 admin was notified.' : `${count} admins were notified.`;
}
