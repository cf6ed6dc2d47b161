import type { KnownBlock, ModalView } from '@slack/types';
import { describeReceipt } from '@/lib/core/text/receipt';
import { escapeShort } from '../mrkdwn';
import { context, section } from './elements';
import type { RequestInput } from './message';
import { consoleLink } from './request-buttons';
import { formatRequestEscaped } from './request-text';
import { infoModal } from './result-modal';

/** Why a request came out as it did, in the words of its receipt. */
export function receiptModal(about: RequestInput): ModalView {
  const { request } = about;
  return infoModal('Why?', [
    section(`*${formatRequestEscaped(request)}*`),
    ...(request.receipt ? receiptBlocks(about) : [section('It was asked before receipts were kept.')]),
    context(consoleLink(about)),
  ]);
}

function receiptBlocks({ request }: RequestInput): KnownBlock[] {
  if (!request.receipt) return [];
  const { decided, later, nearly } = describeReceipt(request.receipt);
  return [
    section(decided.map((line) => escapeShort(line, 900)).join('\n')),
    ...listed('Would have covered it too', later),
    ...listed('Nearly covered it', nearly),
  ];
}

function listed(title: string, lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return [];
  return [section(`*${title}*\n${lines.map((line) => `•  ${escapeShort(line, 500)}`).join('\n')}`)];
}
