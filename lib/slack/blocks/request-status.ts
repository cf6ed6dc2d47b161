import type { KnownBlock } from '@slack/types';
import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { formatDate, truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { cancelButton, consoleButton } from './request-buttons';
import {
  decisionLine,
  endLine,
  formatRequestEscaped,
  originBlock,
  reasonBlock,
  toMrkdwn,
  toPlainText,
} from './request-text';

/** What its person reads while a request waits; later the same message says what became of it. */
export function requestStatus(about: RequestInput): SlackMessageBody {
  const { request, now } = about;
  const ask = `${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
  if (statusAt(request, now) !== 'Pending') {
    const end = endLine(request, now);
    const happened = [decisionLine(request, now), ...(end ? [end] : [])];
    return {
      text: truncate(`Your request for ${ask}. ${happened.map(toPlainText).join(' ')}`, maxTextLength),
      blocks: [
        section(`*Your request:* ${ask}\n${happened.map(toMrkdwn).join('\n')}`),
        reasonBlock(request),
        originBlock(request),
      ],
    };
  }
  const until = request.lapsesAt
    ? ` If nobody decides, the request lapses ${formatDate(request.lapsesAt)}.`
    : '';
  const next = `An admin will decide; the clock starts then.${until}`;
  const blocks: KnownBlock[] = [
    section(`⏳ *Request sent:* ${ask}\n${next}`),
    reasonBlock(request),
    originBlock(request),
    actionRow(cancelButton(request), consoleButton(about)),
  ];
  return { text: truncate(`Request sent: ${ask}. ${next}`, maxTextLength), blocks };
}
