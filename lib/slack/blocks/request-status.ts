import type { KnownBlock } from '@slack/types';
import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { cancelButton, consoleButton } from './request-buttons';
import {
  formatRequestEscaped,
  originBlock,
  pendingSentences,
  reasonBlocks,
  statusLines,
  toMrkdwn,
  toPlainText,
} from './request-text';

/** To the requester while the request is pending; later the same message shows its outcome. */
export function requestStatus(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  const subject = `${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
  if (statusAt(request, now) !== 'Pending') {
    const lines = statusLines(input);
    return {
      text: truncate(`Your request: ${subject}. ${lines.map(toPlainText).join(' ')}`, maxTextLength),
      blocks: [
        section(`*Your request:* ${subject}\n${lines.map(toMrkdwn).join('\n')}`),
        ...reasonBlocks(request),
        originBlock(request),
      ],
    };
  }
  const next = `Pending admin approval. ${pendingSentences(request)}`;
  const blocks: KnownBlock[] = [
    section(`⏳ *Request sent:* ${subject}\n${next}`),
    ...reasonBlocks(request),
    originBlock(request),
    actionRow(cancelButton(request), consoleButton(input)),
  ];
  return { text: truncate(`Request sent: ${subject}. ${next}`, maxTextLength), blocks };
}
