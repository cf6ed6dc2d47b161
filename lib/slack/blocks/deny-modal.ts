import type { ModalView } from '@slack/types';
import { denialData, fields, views } from '../ids';
import { personText, plain, section } from './elements';
import type { RequestInput } from './message';
import { requestSentenceInBold } from './request-text';

/** The form for a denial, with an optional reason (R10). */
export function denyModal(input: Pick<RequestInput, 'request' | 'mentions'>): ModalView {
  const { request } = input;
  return {
    type: 'modal',
    callback_id: views.submitDenial,
    private_metadata: denialData.encode({ requestId: request.id }),
    title: plain('Deny request', 24),
    submit: plain('Deny', 24),
    close: plain('Cancel', 24),
    blocks: [
      section(requestSentenceInBold(input)),
      personText(`Reason: ${request.reason}`),
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
