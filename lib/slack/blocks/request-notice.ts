import { statusAt } from '@/lib/core/access/request';
import { truncate } from '../mrkdwn';
import { connectInline, connectSentence } from './connect';
import { actionRow, context, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { againButton } from './request-buttons';
import {
  decisionLine,
  denialBlocks,
  denialSentence,
  formatRequestEscaped,
  toMrkdwn,
  toPlainText,
} from './request-text';

/**
 * Calls the requester's attention to the decision that they waited for. Their message about the request, which is above,
 * has the rest.
 */
export function requestNotice(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const line = decisionLine(input);
  const subject = formatRequestEscaped(request);
  const active = statusAt(request, now) === 'Active';
  const text = `${toPlainText(line)} ${subject}.${denialSentence(request)}`;
  return {
    text: truncate(active ? `${text} ${connectSentence(request)}` : text, maxTextLength),
    blocks: [
      section(`${toMrkdwn(line)}  ·  ${subject}${active ? `\n${connectInline(request)}` : ''}`),
      ...denialBlocks(request),
      ...(request.state === 'Approved' ? [] : [actionRow(againButton(request))]),
      ...(request.state === 'Denied'
        ? [context('Talk to the admin, or send a new request with more detail.')]
        : []),
    ],
  };
}
