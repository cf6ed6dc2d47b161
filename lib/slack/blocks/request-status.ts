import type { KnownBlock } from '@slack/types';
import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { cut, formatDate } from '@/lib/slack/mrkdwn';
import { actionRow, section } from './elements';
import { type AboutRequest, longestText, type SlackMessageBody } from './message';
import { cancelButton, consoleButton } from './request-buttons';
import {
  decision,
  ending,
  formatRequestEscaped,
  originBlock,
  reasonBlock,
  show,
  tell,
} from './request-words';

/** What its person reads while a request waits; later the same message says what became of it. */
export function requestStatus(about: AboutRequest): SlackMessageBody {
  const { request, now } = about;
  const ask = `${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
  if (statusAt(request, now) !== 'Pending') {
    const end = ending(request, now);
    const happened = [decision(request, now), ...(end ? [end] : [])];
    return {
      text: cut(`Your request for ${ask}. ${happened.map(tell).join(' ')}`, longestText),
      blocks: [
        section(`*Your request:* ${ask}\n${happened.map(show).join('\n')}`),
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
  return { text: cut(`Request sent: ${ask}. ${next}`, longestText), blocks };
}
