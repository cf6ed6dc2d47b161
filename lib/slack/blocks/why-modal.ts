import type { KnownBlock, ModalView } from '@slack/types';
import { describeReceipt } from '@/lib/core/text/receipt';
import { say } from '@/lib/slack/mrkdwn';
import { context, section } from './elements';
import type { AboutRequest } from './message';
import { consoleLink } from './request-buttons';
import { formatRequestEscaped } from './request-words';
import { messageModalOf } from './result-modal';

/** Why a request came out as it did, in the words of its receipt. */
export function receiptModal(about: AboutRequest): ModalView {
  const { request } = about;
  return messageModalOf('Why?', [
    section(`*${formatRequestEscaped(request)}*`),
    ...(request.receipt ? receiptBlocks(about) : [section('It was asked before receipts were kept.')]),
    context(consoleLink(about)),
  ]);
}

function receiptBlocks({ request }: AboutRequest): KnownBlock[] {
  if (!request.receipt) return [];
  const { decided, later, nearly } = describeReceipt(request.receipt);
  return [
    section(decided.map((line) => say(line, 900)).join('\n')),
    ...listed('Would have covered it too', later),
    ...listed('Nearly covered it', nearly),
  ];
}

function listed(title: string, lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return [];
  return [section(`*${title}*\n${lines.map((line) => `•  ${say(line, 500)}`).join('\n')}`)];
}
