import type { KnownBlock, ModalView } from '@slack/types';
import { views } from '../ids';
import { formatDate } from '../mrkdwn';
import { connectBlock } from './connect';
import { context, plain, section } from './elements';
import type { RequestInput, SlackMessageBody } from './message';
import { consoleLink } from './request-buttons';
import { formatAccess } from './request-outcome';
import { formatRequestEscaped } from './request-text';

/** What a submitted form turns into. `asked` is how many admins were asked. */
export function resultModal(about: RequestInput & { asked: number }): ModalView {
  const granted = about.request.state === 'Approved';
  return infoModal(granted ? 'Access granted' : 'Request sent', granted ? access(about) : sent(about));
}

/** A message as a view: where no message can be shown, as in the Home tab. */
export function messageModal(message: SlackMessageBody): ModalView {
  return infoModal('Access', message.blocks);
}

function access(about: RequestInput): KnownBlock[] {
  return [
    section(`✅ *You have access:* ${formatAccess(about.request)}`),
    connectBlock(about.request),
    context(`A direct message has this too, with *End now*  ·  ${consoleLink(about)}`),
  ];
}

function sent(about: RequestInput & { asked: number }): KnownBlock[] {
  const { request, asked } = about;
  const lapse = request.lapsesAt ? `It lapses ${formatDate(request.lapsesAt)} if nobody decides.` : '';
  return [
    section(
      `⏳ *Request sent: an admin will decide.* The clock starts then.\n${formatRequestEscaped(request)}`,
    ),
    section(`${describeReviewers(asked)} ${lapse}`.trim()),
    context(`You are told by direct message  ·  ${consoleLink(about)}`),
  ];
}

function describeReviewers(asked: number): string {
  if (asked === 0) return 'There is no other admin who may decide this. Ask for a second admin, or a policy.';
  return asked === 1 ? '1 admin was asked.' : `${asked} admins were asked.`;
}

/** A view that only tells something. */
export function infoModal(title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: views.told,
    title: plain(title, 24),
    close: plain('Close', 24),
    blocks,
  };
}
