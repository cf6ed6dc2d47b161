import type { KnownBlock, ModalView } from '@slack/types';
import type { RequestView } from '@/lib/core/access/request';
import { describeReceipt } from '@/lib/core/text/receipt';
import { escapeShort } from '../mrkdwn';
import { context, section } from './elements';
import type { RequestInput } from './message';
import { consoleLink } from './request-buttons';
import { formatRequestEscaped } from './request-text';
import { infoModal } from './result-modal';

/** Which policies matched a request, and why the one that decided came first. */
export function receiptModal(input: RequestInput): ModalView {
  const { request } = input;
  return infoModal('Policy details', [
    section(`*${formatRequestEscaped(request)}*`),
    ...receiptBlocks(request),
    context(consoleLink(input)),
  ]);
}

function receiptBlocks({ receipt }: RequestView): KnownBlock[] {
  if (!receipt) return [section('No policy details were recorded for this request.')];
  const { decided, later, nearly } = describeReceipt(receipt);
  return [
    section(decided.map((line) => escapeShort(line, 900)).join('\n')),
    ...listed('Other policies that match', later),
    ...listed('Similar policies that did not match', nearly),
  ];
}

function listed(title: string, lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return [];
  return [section(`*${title}*\n${lines.map((line) => `•  ${escapeShort(line, 500)}`).join('\n')}`)];
}
