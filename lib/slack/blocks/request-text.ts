import type { KnownBlock } from '@slack/types';
import type { RequestStatus, RequestView } from '@/lib/core/access/request';
import { cleanName } from '@/lib/core/person-name';
import type { TargetSummary } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { describeDecision, describeEnd, formatReason, outcomeFacts } from '@/lib/core/text/request';
import { formatTargetType, formatVerb } from '@/lib/core/text/target';
import { escapeShort, formatDate, formatNames, truncate } from '../mrkdwn';
import { context, personText, section } from './elements';

/** A decision, an end or a check, with its time. Escaped for mrkdwn; `detail` begins with a space or punctuation. */
export type StatusLine = { icon: string; title: string; detail: string };

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
export function formatRequest(
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

/** The facts of a request as names and values. Escaped. */
export function requestFields(request: RequestView): [string, string][] {
  const { target, targetUser, targetGroups, verb } = request;
  return [
    ['Target', `${escapeShort(target.name, 1200)}\n${describeTarget(target)}`],
    ...(targetUser === null ? [] : ([['Target user', escapeShort(targetUser, 1200)]] as [string, string][])),
    ...(targetGroups.length === 0
      ? []
      : ([['Target group', formatNames(targetGroups)]] as [string, string][])),
    ...(verb === null ? [] : ([['Policy action', formatVerb(verb)]] as [string, string][])),
    ['Duration', formatDuration(request.duration)],
  ];
}

/**
 * `engineer@acme.test (Engineer)`, or the email alone where no name is known. Escaped. The email comes first, and the name
 * has no characters of mrkdwn, because people choose their names and could forge a field of the card.
 */
export function formatRequester({ requester: { name, email } }: RequestView): string {
  const shown = cleanName(name).replace(/[*_~`]/g, '');
  return name === email || shown === ''
    ? escapeShort(email)
    : `${escapeShort(email)} (${escapeShort(shown)})`;
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

/** Small print: the policy and the time of the request. */
export function originBlock(request: RequestView, ...more: string[]): KnownBlock {
  return context(
    `Policy *${escapeShort(request.policy.name)}*  ·  Requested ${formatDate(request.createdAt)}`,
    ...more,
  );
}

/** The decision, who made it and when; for a request without one, its status. */
export function decisionLine(request: RequestView, now: Date): StatusLine {
  const facts = outcomeFacts(request, now);
  const title = escapeShort(describeDecision(facts), 500);
  const timeout = request.lapsesAt && formatDate(request.lapsesAt);
  if (facts.status === 'Pending')
    return { icon: '⏳', title, detail: timeout ? `, times out ${timeout}` : '' };
  if (facts.status === 'Lapsed') return { icon: '⌛', title, detail: timeout ? ` ${timeout}` : '' };
  const at = request.decidedAt ? ` ${formatDate(request.decidedAt)}` : '';
  if (facts.approved) return { icon: '✅', title, detail: at };
  // The reason of a denial is shown separately.
  if (facts.status === 'Denied') return { icon: '❌', title, detail: at };
  return { icon: '🚫', title, detail: `${at}${escapeShort(formatReason(facts), 500)}` };
}

const endIcons: Partial<Record<RequestStatus, string>> = { Expired: '⌛', Relinquished: '🏁' };

/** How access ended and when; null while it is active, and where there was none. */
export function endLine(request: RequestView, now: Date): StatusLine | null {
  const facts = outcomeFacts(request, now);
  const end = describeEnd(facts);
  if (end === null || request.grant === null) return null;
  const at = formatDate(request.grant.endedAt ?? request.grant.expiresAt);
  return { icon: endIcons[facts.status] ?? '🚫', title: escapeShort(end, 500), detail: ` ${at}` };
}

/** The decision, and the end of the access if there is one. */
export function statusLines(request: RequestView, now: Date): StatusLine[] {
  const end = endLine(request, now);
  return [decisionLine(request, now), ...(end ? [end] : [])];
}
