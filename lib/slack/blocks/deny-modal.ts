import type { ModalView } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { denialData, fields, views } from '../ids';
import { escapeShort } from '../mrkdwn';
import { personText, plain, section } from './elements';
import { formatRequestEscaped } from './request-text';

/** The form for a denial, with an optional reason (R10). */
export function denyModal(request: RequestView): ModalView {
  const subject = `*${formatRequestEscaped(request)}* for ${formatDuration(request.duration)}`;
  return {
    type: 'modal',
    callback_id: views.submitDenial,
    private_metadata: denialData.encode({ requestId: request.id }),
    title: plain('Deny request', 24),
    submit: plain('Deny', 24),
    close: plain('Cancel', 24),
    blocks: [
      section(`${subject}\nRequested by ${escapeShort(request.requester.email)}`),
      personText(request.reason),
      {
        type: 'input',
        block_id: fields.reason,
        optional: true,
        label: plain('Reason', 2000),
        hint: plain('Shown to the requester.', 2000),
        element: {
          type: 'plain_text_input',
          action_id: fields.reason,
          multiline: true,
          max_length: 1000,
          placeholder: plain('Reason, and what to do instead', 150),
        },
      },
    ],
  };
}
