import { statusAt } from '@/lib/core/access/request';
import { formatDuration } from '@/lib/core/text/duration';
import { formatApproval } from '@/lib/core/text/policy';
import { truncate } from '../mrkdwn';
import { actionRow, section } from './elements';
import { maxTextLength, type RequestInput, type SlackMessageBody } from './message';
import { cancelButton, consoleButton } from './request-buttons';
import { requestOutcome } from './request-outcome';
import { formatRequestEscaped, originBlock, pendingSentences, reasonBlocks } from './request-text';

/**
 * The message to the requester of a request, the same one through its life: pending with Cancel request, then the outcome,
 * then the end of the access.
 */
export function requestStatus(input: RequestInput): SlackMessageBody {
  const { request, now } = input;
  if (statusAt(request, now) !== 'Pending') return requestOutcome(input);
  const subject = `${formatRequestEscaped(request)} for ${formatDuration(request.duration)}`;
  const next = `${formatApproval(request.automatic)}. ${pendingSentences(request)}`;
  return {
    text: truncate(`Pending: ${subject}. ${next}`, maxTextLength),
    blocks: [
      section(`⏳ *Pending:* ${subject}\n${next}`),
      ...reasonBlocks(request),
      originBlock(request),
      actionRow(cancelButton(request), consoleButton(input)),
    ],
  };
}
