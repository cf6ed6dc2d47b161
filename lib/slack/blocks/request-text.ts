import type { KnownBlock } from '@slack/types';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import type { TargetSummary } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { formatTargetType, formatVerb } from '@/lib/core/text/target';
import { escapeShort, formatDate, formatNames, quote, truncate } from '../mrkdwn';
import { context, section } from './elements';

/** One thing that happened: a sign, what it is, and the rest of the sentence. mrkdwn, escaped. */
export type StatusLine = { sign: string; what: string; rest: string };

/** A happening as it is seen. */
export function toMrkdwn({ sign, what, rest }: StatusLine): string {
  return `${sign} *${what}*${rest}`;
}

/** A happening as it is read aloud. */
export function toPlainText({ what, rest }: StatusLine): string {
  return `${what}${rest}.`;
}

/** What is asked, of what, as whom; in plain text, for headings: `Shell on prod-web as root`. */
export function formatRequest(
  request: Pick<RequestView, 'target' | 'targetUser' | 'targetGroups' | 'verb'>,
): string {
  const what = request.verb === null ? 'Access to' : `${formatVerb(request.verb)} on`;
  const as = request.targetUser === null ? '' : ` as ${truncate(request.targetUser, 60)}`;
  return `${what} ${truncate(request.target.name, 70)}${as}`;
}

/** The same within mrkdwn. */
export function formatRequestEscaped(request: RequestView): string {
  return escapeShort(formatRequest(request), 500);
}

/** What kind of target it is and where: `Linux server in prod`. Escaped. */
export function describeTarget(target: TargetSummary): string {
  return `${escapeShort(formatTargetType(target))} in ${escapeShort(target.environment)}`;
}

/** What a request is about, in one line for a screen reader, 75 characters at most: `root on prod-web`. */
export function formatShortRequest(request: Pick<RequestView, 'target' | 'targetUser'>, max: number): string {
  const { target, targetUser } = request;
  const whole = targetUser === null ? target.name : `${targetUser} on ${target.name}`;
  if (whole.length <= max) return whole;
  const half = Math.floor((max - 4) / 2);
  return targetUser === null
    ? truncate(target.name, max)
    : `${truncate(targetUser, half)} on ${truncate(target.name, half)}`;
}

/** Names and values of what is asked for: of what, as whom, for how long. Escaped. */
export function requestFields(request: RequestView): [string, string][] {
  const { target, targetUser, targetGroups, verb } = request;
  return [
    ['Target', `${escapeShort(target.name, 1200)}\n${describeTarget(target)}`],
    ...(targetUser === null ? [] : ([['Target user', escapeShort(targetUser, 1200)]] as [string, string][])),
    ...(targetGroups.length === 0
      ? []
      : ([['Target group', formatNames(targetGroups)]] as [string, string][])),
    ...(verb === null ? [] : ([['Policy action', formatVerb(verb)]] as [string, string][])),
    ['How long', formatDuration(request.duration)],
  ];
}

/** The reason, as its person wrote it. */
export function reasonBlock(request: RequestView): KnownBlock {
  return section(`*Reason*\n${quote(request.reason)}`);
}

/** By which policy, and when it was asked. */
export function originBlock(request: RequestView, ...more: string[]): KnownBlock {
  return context(
    `Policy *${escapeShort(request.policy.name)}*  ·  Asked ${formatDate(request.createdAt)}`,
    ...more,
  );
}

/** What was decided, by whom and when; for a request that nobody decided, what became of it. */
export function decisionLine(request: RequestView, now: Date): StatusLine {
  const at = request.decidedAt ? ` ${formatDate(request.decidedAt)}` : '';
  const by = escapeShort(request.decidedBy?.email ?? 'an admin');
  switch (statusAt(request, now)) {
    case 'Pending':
      return {
        sign: '⏳',
        what: 'Waiting for an admin',
        rest: request.lapsesAt ? `, until ${formatDate(request.lapsesAt)}` : '',
      };
    case 'Denied':
      return { sign: '❌', what: `Denied by ${by}`, rest: at };
    case 'Lapsed':
      return {
        sign: '⌛',
        what: 'Lapsed',
        rest: `${request.lapsesAt ? ` ${formatDate(request.lapsesAt)}` : ''}: nobody decided in time`,
      };
    case 'Cancelled':
      return { sign: '🚫', what: 'Cancelled', rest: `${at}: ${why(request, 'its person took it back')}` };
    case 'Invalidated':
      if (request.state === 'Invalidated') {
        return { sign: '🚫', what: 'Void', rest: `${at}: ${why(request, 'no policy covers it any more')}` };
      }
      return approval(request, by, at);
    default:
      return approval(request, by, at);
  }
}

/** How access ended and when; null while it lasts, and where there never was any. */
export function endLine(request: RequestView, now: Date): StatusLine | null {
  const { grant } = request;
  if (request.state !== 'Approved' || grant === null) return null;
  const at = formatDate(grant.endedAt ?? grant.expiresAt);
  const by = escapeShort(grant.endedBy?.email ?? 'an admin');
  switch (statusAt(request, now)) {
    case 'Expired':
      return { sign: '⌛', what: 'Expired', rest: ` ${at}` };
    case 'Revoked':
      return { sign: '🚫', what: `Revoked by ${by}`, rest: ` ${at}` };
    case 'Relinquished':
      return { sign: '🏁', what: `Ended by ${by}`, rest: ` ${at}` };
    case 'Invalidated':
      return {
        sign: '🚫',
        what: 'Ended',
        rest: ` ${at}: ${escapeShort(grant.endReason ?? 'no policy covers it any more', 500)}`,
      };
    default:
      return null;
  }
}

function approval(request: RequestView, by: string, at: string): StatusLine {
  if (request.automatic) return { sign: '✅', what: 'Approved automatically', rest: at };
  return {
    sign: '✅',
    what: `Approved by ${by}`,
    rest: `${at}${request.selfApproved ? ' (own request)' : ''}`,
  };
}

function why(request: RequestView, otherwise: string): string {
  return escapeShort(request.decisionReason ?? otherwise, 500);
}
