import type { Button, ConfirmationDialog } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';
import { actions } from '../ids';
import { link, truncate } from '../mrkdwn';
import { button, plain } from './elements';
import type { RequestInput } from './message';
import { formatShortRequest } from './request-text';

/** The request's page in the console. */
export function requestUrl({ request, consoleUrl }: Pick<RequestInput, 'request' | 'consoleUrl'>): string {
  return `${consoleUrl}/requests/${request.id}`;
}

export function consoleLink(input: Pick<RequestInput, 'request' | 'consoleUrl'>): string {
  return link(requestUrl(input), 'Open in console');
}

/** Approve and Deny; their labels name the access and the requester. */
export function decisionButtons(request: RequestView): Button[] {
  const label = (verb: string) => {
    const requester = truncate(request.requester.email, 28);
    return `${verb} ${formatShortRequest(request, 75 - verb.length - 6 - requester.length)} for ${requester}`;
  };
  return [
    button({
      action: actions.approveRequest,
      text: 'Approve',
      label: label('Approve'),
      value: request.id,
      style: 'primary',
    }),
    button({
      action: actions.openDenial,
      text: 'Deny',
      label: label('Deny'),
      value: request.id,
      style: 'danger',
    }),
  ];
}

/** Ends the requester's own access, after a question: a slip would cost a new approval. */
export function endButton(request: RequestView): Button {
  return button({
    action: actions.endGrant,
    text: 'End now',
    label: `End now: ${formatShortRequest(request, 65)}`,
    value: request.id,
    confirm: endQuestion(request),
  });
}

function endQuestion(request: RequestView): ConfirmationDialog {
  const next = request.automatic ? 'You can request it again.' : 'You will need a new approval.';
  return {
    title: plain('End your access now?', 100),
    text: plain(`This ends ${formatShortRequest(request, 150)} and its open sessions. ${next}`, 300),
    confirm: plain('End now', 30),
    deny: plain('Cancel', 30),
    style: 'danger',
  };
}

/** Cancels the requester's own request. */
export function cancelButton(request: RequestView): Button {
  return button({
    action: actions.cancelRequest,
    text: 'Cancel request',
    label: `Cancel request: ${formatShortRequest(request, 58)}`,
    value: request.id,
  });
}

/** Opens the form for the same target. */
export function againButton(request: RequestView): Button {
  return button({
    action: actions.requestAgain,
    text: 'Request again',
    label: `Request again: ${formatShortRequest(request, 59)}`,
    value: request.target.id,
  });
}

/** Opens the form for the same access, which the requester can request again in its last minutes (R3). */
export function moreTimeButton(request: RequestView): Button {
  return button({
    action: actions.requestAgain,
    text: 'Request more time',
    label: `Request more time: ${formatShortRequest(request, 55)}`,
    value: request.target.id,
  });
}

/** Shows the receipt of the request. */
export function receiptButton(request: RequestView): Button {
  return button({
    action: actions.explainRequest,
    text: 'Policy details',
    label: `Policy details: ${formatShortRequest(request, 58)}`,
    value: request.id,
  });
}

export function consoleButton(input: Pick<RequestInput, 'request' | 'consoleUrl'>): Button {
  return button({
    action: actions.openConsole,
    text: 'Open in console',
    label: `Open in console: ${formatShortRequest(input.request, 57)}`,
    url: requestUrl(input),
  });
}
