import type { Button } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';
import { actions } from '../ids';
import { link, truncate } from '../mrkdwn';
import { button } from './elements';
import type { RequestInput } from './message';
import { formatShortRequest } from './request-text';

/** Where the console shows this request. */
export function requestUrl({ request, consoleUrl }: Pick<RequestInput, 'request' | 'consoleUrl'>): string {
  return `${consoleUrl}/requests/${request.id}`;
}

/** The same as a link within text. */
export function consoleLink(about: Pick<RequestInput, 'request' | 'consoleUrl'>): string {
  return link(requestUrl(about), 'Open in console');
}

/** Approve and Deny, each naming to a screen reader what and for whom. */
export function decisionButtons(request: RequestView): Button[] {
  const name = (verb: string) => {
    const requester = truncate(request.requester.email, 28);
    return `${verb} ${formatShortRequest(request, 75 - verb.length - 6 - requester.length)} for ${requester}`;
  };
  return [
    button({
      action: actions.approveRequest,
      text: 'Approve',
      label: name('Approve'),
      value: request.id,
      style: 'primary',
    }),
    button({
      action: actions.openDenial,
      text: 'Deny',
      label: name('Deny'),
      value: request.id,
      style: 'danger',
    }),
  ];
}

/** Gives one's own live access back. */
export function endButton(request: RequestView): Button {
  return button({
    action: actions.endGrant,
    text: 'End now',
    label: `End now: ${formatShortRequest(request, 65)}`,
    value: request.id,
    style: 'danger',
  });
}

/** Takes one's own request back. */
export function cancelButton(request: RequestView): Button {
  return button({
    action: actions.cancelRequest,
    text: 'Cancel request',
    label: `Cancel request: ${formatShortRequest(request, 58)}`,
    value: request.id,
  });
}

/** Opens the form for the same target once more. */
export function againButton(request: RequestView): Button {
  return button({
    action: actions.requestAgain,
    text: 'Request again',
    label: `Request again: ${formatShortRequest(request, 59)}`,
    value: request.target.id,
  });
}

/** Tells why the request came out as it did. */
export function receiptButton(request: RequestView): Button {
  return button({
    action: actions.explainRequest,
    text: 'Why?',
    label: `Why? ${formatShortRequest(request, 68)}`,
    value: request.id,
  });
}

/** Leads to the request in the console. */
export function consoleButton(about: Pick<RequestInput, 'request' | 'consoleUrl'>): Button {
  return button({
    action: actions.openConsole,
    text: 'Open in console',
    label: `Open in console: ${formatShortRequest(about.request, 57)}`,
    url: requestUrl(about),
  });
}
