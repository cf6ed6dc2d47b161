import { isEndingSoon } from '@/lib/core/access/grant';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { formatDate, formatNames, truncate } from '../mrkdwn';
import { connectBlock, connectSentence, installLink } from './connect';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { againButton, consoleButton, endButton, moreTimeButton, receiptButton } from './request-buttons';
import {
  decisionLine,
  denialBlocks,
  denialSentence,
  endLine,
  formatRequestEscaped,
  originBlock,
  toMrkdwn,
  toPlainText,
  unknownEnd,
} from './request-text';

/**
 * The outcome of a request, for the requester: access with the connect command and the End now button, or why
 * there is none. When the access ends, the same message says how.
 */
export function requestOutcome(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  if (request.state !== 'Approved') return withoutAccess(input);
  return statusAt(request, now) === 'Active' ? withAccess(input) : afterAccess(input);
}

/** The access with its groups and its end: `Shell on prod-web as root, until …`. Escaped. */
export function formatAccess(request: RequestView): string {
  const groups = request.targetGroups.length > 0 ? ` in ${formatNames(request.targetGroups, 800)}` : '';
  const until = request.grant ? `, until ${formatDate(request.grant.expiresAt)}` : '';
  return `${formatRequestEscaped(request)}${groups}${until}`;
}

function withAccess(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const soon = request.grant !== null && isEndingSoon(request.grant, now);
  const decision = decisionLine(input);
  return {
    text: truncate(
      `You have access: ${formatAccess(request)}. ${toPlainText(decision)} ${connectSentence(request)}`,
      maxTextLength,
    ),
    blocks: [
      section(`✅ *You have access:* ${formatAccess(request)}`),
      connectBlock(request),
      originBlock(request, toMrkdwn(decision), installLink(input.consoleUrl)),
      actionRow(
        ...(soon ? [moreTimeButton(request)] : []),
        receiptButton(request),
        consoleButton(input),
        endButton(request),
      ),
    ],
  };
}

function afterAccess(input: RequestInput): SlackMessageBody {
  const { request } = input;
  const end = endLine(input) ?? unknownEnd;
  const subject = formatRequestEscaped(request);
  return {
    text: truncate(`Your access: ${subject}. ${toPlainText(end)}`, maxTextLength),
    blocks: [
      section(`*Your access:* ${subject}\n${toMrkdwn(end)}`),
      originBlock(request, toMrkdwn(decisionLine(input))),
      actionRow(againButton(request), receiptButton(request), consoleButton(input)),
    ],
  };
}

function withoutAccess(input: RequestInput): SlackMessageBody {
  const { request } = input;
  const decision = decisionLine(input);
  const subject = formatRequestEscaped(request);
  return {
    text: truncate(
      `Your request: ${subject}. ${toPlainText(decision)}${denialSentence(request)}`,
      maxTextLength,
    ),
    blocks: [
      section(`*Your request:* ${subject}\n${toMrkdwn(decision)}`),
      ...denialBlocks(request),
      originBlock(request),
      actionRow(againButton(request), receiptButton(request), consoleButton(input)),
    ],
  };
}
