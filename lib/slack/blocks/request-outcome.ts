import { type RequestView, statusAt } from '@/lib/core/access/request';
import { formatDate, formatNames, quote, quoteInline, truncate } from '../mrkdwn';
import { connectBlock, connectSentence } from './connect';
import { actionRow, context, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { againButton, consoleButton, consoleLink, endButton, receiptButton } from './request-buttons';
import {
  decisionLine,
  endLine,
  formatRequestEscaped,
  originBlock,
  toMrkdwn,
  toPlainText,
} from './request-text';

/**
 * What became of a request, for its person: access with the line that connects and the button that ends
 * it, or why there is none. When the access is over the same message says how.
 */
export function requestOutcome(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  if (request.state !== 'Approved') return withoutAccess(about);
  return statusAt(request, now) === 'Active' ? withAccess(about) : afterAccess(about);
}

/** As whom, in which groups, until when: `You have access: Shell on prod-web as root, until …`. */
export function formatAccess(request: RequestView): string {
  const groups = request.targetGroups.length > 0 ? ` in ${formatNames(request.targetGroups, 800)}` : '';
  const until = request.grant ? `, until ${formatDate(request.grant.expiresAt)}` : '';
  return `${formatRequestEscaped(request)}${groups}${until}`;
}

function withAccess(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const decided = decisionLine(request, now);
  return {
    text: truncate(
      `You have access: ${formatAccess(request)}. ${toPlainText(decided)} ${connectSentence(request)}`,
      maxTextLength,
    ),
    blocks: [
      section(`✅ *You have access:* ${formatAccess(request)}`),
      connectBlock(request),
      originBlock(request, toMrkdwn(decided)),
      actionRow(endButton(request), receiptButton(request), consoleButton(about)),
    ],
  };
}

function afterAccess(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const end = endLine(request, now) ?? { sign: '⌛', what: 'Ended', rest: '' };
  const ask = formatRequestEscaped(request);
  return {
    text: truncate(`You had access: ${ask}. ${toPlainText(end)}`, maxTextLength),
    blocks: [
      section(`*You had access:* ${ask}\n${toMrkdwn(end)}`),
      originBlock(request, toMrkdwn(decisionLine(request, now)), consoleLink(about)),
    ],
  };
}

function withoutAccess(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const what = decisionLine(request, now);
  const ask = formatRequestEscaped(request);
  const denied =
    request.state === 'Denied' && request.decisionReason !== null ? request.decisionReason : null;
  const reason = denied === null ? '' : ` Reason: ${quoteInline(denied, 1500)}.`;
  const mayAskAgain = statusAt(request, now) === 'Lapsed';
  return {
    text: truncate(`Your request for ${ask} gave no access. ${toPlainText(what)}${reason}`, maxTextLength),
    blocks: [
      section(`*Your request:* ${ask}\n${toMrkdwn(what)}`),
      ...(denied === null ? [] : [section(quote(denied))]),
      originBlock(request, ...(mayAskAgain ? [] : [consoleLink(about)])),
      ...(mayAskAgain ? [actionRow(againButton(request), consoleButton(about))] : []),
      ...(request.state === 'Denied' ? [context('Talk to that admin, or ask again with more detail.')] : []),
    ],
  };
}
