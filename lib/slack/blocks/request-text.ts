import type { KnownBlock } from '@slack/types';
import type { RequestStatus, RequestView } from '@/lib/core/access/request';
import type { Person } from '@/lib/core/actor';
import type { TargetSummary, Verb } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import {
  describeDecision,
  describeEnd,
  formatReason,
  type OutcomeFacts,
  outcomeFacts,
} from '@/lib/core/text/request';
import { formatTargetType, formatVerb } from '@/lib/core/text/target';
import { escapeShort, formatDate, formatNames, quoteInline, truncate } from '../mrkdwn';
import { context, personText, section } from './elements';
import type { Mentions, RequestInput } from './message';

/** A decision, an end or a check, with its time. Escaped for mrkdwn; `detail` begins with a space or punctuation. */
export type StatusLine = { icon: string; title: string; detail: string };

/** What a line about a request is rendered from. */
type LineInput = Pick<RequestInput, 'request' | 'now' | 'mentions'> & {
  /** leaves out times that the message itself has */
  isPosted?: true;
};

const timely = 2 * 60_000;

/** A time to follow a text. With `isPosted` only when it is minutes ago: Slack shows when a message was posted. */
export function formatAt(at: Date | null, { now, isPosted }: Pick<LineInput, 'now' | 'isPosted'>): string {
  if (at === null || (isPosted && now.getTime() - at.getTime() < timely)) return '';
  return ` ${formatDate(at)}`;
}

/** The line for an end whose details are not stored. */
export const unknownEnd: StatusLine = { icon: '⌛', title: 'Ended', detail: '' };

/** The line as shown in a block. */
export function toMrkdwn({ icon, title, detail }: StatusLine): string {
  return `${icon} *${title}*${detail}`;
}

/** The line as a sentence, for notifications and screen readers. */
export function toPlainText({ title, detail }: StatusLine): string {
  return `${title}${detail}.`;
}

/** Action, target and account in plain text, for headings: `Shell on prod-web as root`. */
function formatRequest(
  request: Pick<RequestView, 'target' | 'targetUser' | 'targetGroups' | 'verb'>,
): string {
  const title = request.verb === null ? 'Access to' : `${formatVerb(request.verb)} on`;
  const as = request.targetUser === null ? '' : ` as ${truncate(request.targetUser, 60)}`;
  return `${title} ${truncate(request.target.name, 70)}${as}`;
}

/** `formatRequest` escaped for mrkdwn. */
export function formatRequestEscaped(request: RequestView): string {
  return escapeShort(formatRequest(request), 500);
}

/** Type and environment: `Linux server in prod`. Escaped. */
export function describeTarget(target: TargetSummary): string {
  return `${escapeShort(formatTargetType(target))} in ${escapeShort(target.environment)}`;
}

/** Account and target in at most `max` characters, for the labels of buttons: `root on prod-web`. */
export function formatShortRequest(request: Pick<RequestView, 'target' | 'targetUser'>, max: number): string {
  const { target, targetUser } = request;
  const whole = targetUser === null ? target.name : `${targetUser} on ${target.name}`;
  if (whole.length <= max) return whole;
  const half = Math.floor((max - 4) / 2);
  return targetUser === null
    ? truncate(target.name, max)
    : `${truncate(targetUser, half)} on ${truncate(target.name, half)}`;
}

/** A person: a mention where their Slack account is known, otherwise their address. Escaped. */
export function formatPerson({ id, email }: Person, mentions: Mentions): string {
  const account = mentions.get(id);
  return account === undefined ? escapeShort(email) : `<@${account}>`;
}

const verbNouns: Record<Verb, string> = {
  Shell: 'shell',
  FileTransfer: 'file transfer',
  Tunnel: 'tunnel',
  RDP: 'RDP',
  SQLServer: 'SQL Server access',
};

/**
 * What somebody requests, as a sentence without a period: `@Engineer requests root shell on prod-web (prod) for 1 hour`.
 * Escaped. `strong` marks what an approver looks at.
 */
export function requestSentence(
  { request, mentions }: Pick<RequestInput, 'request' | 'mentions'>,
  strong: (text: string) => string = (text) => text,
): string {
  const { target, targetUser, targetGroups, verb } = request;
  const as = targetUser === null ? '' : `${strong(escapeShort(targetUser))} `;
  const what = `${as}${verb === null ? 'access to' : `${verbNouns[verb]} on`}`;
  const where = `${strong(escapeShort(target.name))} (${escapeShort(target.environment)})`;
  const groups = targetGroups.length === 0 ? '' : ` in ${strong(formatNames(targetGroups, 500))}`;
  const requester = strong(formatPerson(request.requester, mentions));
  return `${requester} requests ${what} ${where}${groups} for ${formatDuration(request.duration)}`;
}

/** `requestSentence` with its facts in bold. */
export function requestSentenceInBold(input: Pick<RequestInput, 'request' | 'mentions'>): string {
  return requestSentence(input, (text) => `*${text}*`);
}

/** When a pending request times out, as a sentence; empty when it never does. */
export function timeoutSentence({ lapsesAt }: RequestView): string {
  return lapsesAt ? `Times out ${formatDate(lapsesAt)}.` : '';
}

/** What a requester reads while the request is pending: when the access starts, and when the request times out. */
export function pendingSentences(request: RequestView): string {
  const start = `Your ${formatDuration(request.duration)} starts when it’s approved.`;
  return `${start} ${timeoutSentence(request)}`.trimEnd();
}

export function reasonBlocks(request: RequestView): KnownBlock[] {
  return [section('*Reason*'), personText(request.reason)];
}

/** The reason of a denial, for blocks; nothing where there is none. */
export function denialBlocks({ state, decisionReason }: RequestView): KnownBlock[] {
  return state === 'Denied' && decisionReason !== null ? [personText(`Reason: ${decisionReason}`)] : [];
}

/** The reason of a denial, to follow a sentence; empty where there is none. */
export function denialSentence({ state, decisionReason }: RequestView): string {
  return state === 'Denied' && decisionReason !== null
    ? ` Reason: ${quoteInline(decisionReason, 1500)}.`
    : '';
}

/** Small print: the policy and the time of the request. */
export function originBlock(request: RequestView, ...more: string[]): KnownBlock {
  return context(
    `Policy *${escapeShort(request.policy.name)}*  ·  Requested ${formatDate(request.createdAt)}`,
    ...more,
  );
}

/** The facts with the people as they are shown in Slack. Escaped. */
function shownFacts({ request, now, mentions }: LineInput): OutcomeFacts {
  const { decidedBy, grant } = request;
  return {
    ...outcomeFacts(request, now),
    decidedBy: decidedBy && formatPerson(decidedBy, mentions),
    endedBy: grant?.endedBy ? formatPerson(grant.endedBy, mentions) : null,
  };
}

/** The decision, who made it and when; for a request without one, its status. */
export function decisionLine(input: LineInput): StatusLine {
  const { request } = input;
  const facts = shownFacts(input);
  const title = describeDecision(facts);
  const timeout = request.lapsesAt && formatDate(request.lapsesAt);
  if (facts.status === 'Pending')
    return { icon: '⏳', title, detail: timeout ? `, times out ${timeout}` : '' };
  if (facts.status === 'Lapsed') return { icon: '⌛', title, detail: formatAt(request.lapsesAt, input) };
  const at = formatAt(request.decidedAt, input);
  if (facts.approved) return { icon: '✅', title, detail: at };
  // The reason of a denial is shown separately.
  if (facts.status === 'Denied') return { icon: '❌', title, detail: at };
  return { icon: '🚫', title, detail: `${at}${escapeShort(formatReason(facts), 500)}` };
}

const endIcons: Partial<Record<RequestStatus, string>> = { Expired: '⌛', Relinquished: '🏁' };

/** How access ended and when; null while it is active, and where there was none. */
export function endLine(input: LineInput): StatusLine | null {
  const { request } = input;
  const facts = shownFacts(input);
  const end = describeEnd(facts);
  if (end === null || request.grant === null) return null;
  const at = request.grant.endedAt ?? request.grant.expiresAt;
  return { icon: endIcons[facts.status] ?? '🚫', title: end, detail: formatAt(at, input) };
}

/** The decision, and the end of the access if there is one. */
export function statusLines(input: LineInput): StatusLine[] {
  const end = endLine(input);
  return [decisionLine(input), ...(end ? [end] : [])];
}
