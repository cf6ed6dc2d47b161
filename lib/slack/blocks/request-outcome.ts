import { type RequestView, statusAt } from '@/lib/core/access/request';
import { cut, formatDate, formatNames, quote, quoteInline } from '@/lib/slack/mrkdwn';
import { connectBlock, showConnectLine } from './connect';
import { actionRow, context, section } from './elements';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { againButton, consoleButton, consoleLink, endButton, receiptButton } from './request-buttons';
import { decision, ending, formatRequestEscaped, originBlock, show, tell } from './request-words';

/**
 * What became of a request, for its person: access with the line that connects and the button that ends
 * it, or why there is none. When the access is over the same message says how.
 */
export function requestOutcome(about: AboutRequest): SlackMessageBody {
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

function withAccess(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const decided = decision(request, now);
  return {
    text: cut(
      `You have access: ${formatAccess(request)}. ${tell(decided)} ${showConnectLine(request)}`,
      longestText,
    ),
    blocks: [
      section(`✅ *You have access:* ${formatAccess(request)}`),
      connectBlock(request),
      originBlock(request, show(decided)),
      actionRow(endButton(request), receiptButton(request), consoleButton(about)),
    ],
  };
}

function afterAccess(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const end = ending(request, now) ?? { sign: '⌛', what: 'Ended', rest: '' };
  const ask = formatRequestEscaped(request);
  return {
    text: cut(`You had access: ${ask}. ${tell(end)}`, longestText),
    blocks: [
      section(`*You had access:* ${ask}\n${show(end)}`),
      originBlock(request, show(decision(request, now)), consoleLink(about)),
    ],
  };
}

function withoutAccess(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const what = decision(request, now);
  const ask = formatRequestEscaped(request);
  const denied =
    request.state === 'Denied' && request.decisionReason !== null ? request.decisionReason : null;
  const reason = denied === null ? '' : ` Reason: ${quoteInline(denied, 1500)}.`;
  const mayAskAgain = statusAt(request, now) === 'Lapsed';
  return {
    text: cut(`Your request for ${ask} gave no access. ${tell(what)}${reason}`, longestText),
    blocks: [
      section(`*Your request:* ${ask}\n${show(what)}`),
      ...(denied === null ? [] : [section(quote(denied))]),
      originBlock(request, ...(mayAskAgain ? [] : [consoleLink(about)])),
      ...(mayAskAgain ? [actionRow(againButton(request), consoleButton(about))] : []),
      ...(request.state === 'Denied' ? [context('Talk to that admin, or ask again with more detail.')] : []),
    ],
  };
}
