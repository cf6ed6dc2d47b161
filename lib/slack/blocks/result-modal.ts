import type { KnownBlock, ModalView } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';
import { views } from '../ids';
import { plain, section } from './elements';
import type { SlackMessageBody } from './message';
import { formatRequestEscaped, pendingSentences } from './request-text';

/** What the request form turns into when nobody can approve the request. */
export function unreviewedModal(request: RequestView): ModalView {
  return infoModal('Request sent', [
    section(`⏳ *Pending:* ${formatRequestEscaped(request)}\n${pendingSentences(request)}`),
    section('No other admin can approve this. Ask an admin to add a second admin or an automatic policy.'),
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
