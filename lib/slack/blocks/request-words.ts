import type { KnownBlock } from '@slack/types';
import type { RequestStatus, RequestView } from '@/lib/core/access/request';
import type { TargetSummary } from '@/lib/core/target/target';
import { formatDuration } from '@/lib/core/text/duration';
import { describeDecision, describeEnd, formatReason, outcomeFacts } from '@/lib/core/text/request';
import { formatTargetType, formatVerb } from '@/lib/core/text/target';
import { cut, formatDate, formatNames, quote, say } from '@/lib/slack/mrkdwn';
import { context, section } from './elements';

/** One thing that happened: a sign, what it is, and the rest of the sentence. mrkdwn, escaped. */
export type Happening = { sign: string; what: string; rest: string };

/** A happening as it is seen. */
export function show({ sign, what, rest }: Happening): string {
  return `${sign} *${what}*${rest}`;
}

/** A happening as it is read aloud. */
export function tell({ what, rest }: Happening): string {
  return `${what}${rest}.`;
}

/** What is asked, of what, as whom; in plain text, for headings: `Shell on prod-web as root`. */
export function formatRequest(
  request: Pick<RequestView, 'target' | 'targetUser' | 'targetGroups' | 'verb'>,
): string {
  const what = request.verb === null ? 'Access to' : `${formatVerb(request.verb)} on`;
  const as = request.targetUser === null ? '' : ` as ${cut(request.targetUser, 60)}`;
  return `${what} ${cut(request.target.name, 70)}${as}`;
}

/** The same within mrkdwn. */
export function formatRequestEscaped(request: RequestView): string {
  return say(formatRequest(request), 500);
}

/** What kind of target it is and where: `Linux server in prod`. Escaped. */
export function formatKind(target: TargetSummary): string {
  return `${say(formatTargetType(target))} in ${say(target.environment)}`;
}

/** What a request is about, in one line for a screen reader, 75 characters at most: `root on prod-web`. */
export function formatShort(request: Pick<RequestView, 'target' | 'targetUser'>, max: number): string {
  const { target, targetUser } = request;
  const whole = targetUser === null ? target.name : `${targetUser} on ${target.name}`;
  if (whole.length <= max) return whole;
  const half = Math.floor((max - 4) / 2);
  return targetUser === null
    ? cut(target.name, max)
    : `${cut(targetUser, half)} on ${cut(target.name, half)}`;
}

/** Names and values of what is asked for: of what, as whom, for how long. Escaped. */
export function askFacts(request: RequestView): [string, string][] {
  const { target, targetUser, targetGroups, verb } = request;
  return [
    ['Target', `${say(target.name, 1200)}\n${formatKind(target)}`],
    ...(targetUser === null ? [] : ([['Target user', say(targetUser, 1200)]] as [string, string][])),
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
  return context(`Policy *${say(request.policy.name)}*  ·  Asked ${formatDate(request.createdAt)}`, ...more);
}

/** What was decided, by whom and when; for a request that nobody decided, what became of it. */
export function decision(request: RequestView, now: Date): Happening {
  const facts = outcomeFacts(request, now);
  const what = say(describeDecision(facts), 500);
  if (facts.status === 'Pending') {
    return { sign: '⏳', what, rest: request.lapsesAt ? `, until ${formatDate(request.lapsesAt)}` : '' };
  }
  if (facts.status === 'Lapsed') {
    return { sign: '⌛', what, rest: request.lapsesAt ? ` ${formatDate(request.lapsesAt)}` : '' };
  }
  const at = request.decidedAt ? ` ${formatDate(request.decidedAt)}` : '';
  if (facts.approved) return { sign: '✅', what, rest: at };
  // The reason of a denial is for its requester, and stands by itself where it is shown.
  if (facts.status === 'Denied') return { sign: '❌', what, rest: at };
  return { sign: '🚫', what, rest: `${at}${say(formatReason(facts), 500)}` };
}

const endSigns: Partial<Record<RequestStatus, string>> = { Expired: '⌛', Relinquished: '🏁' };

/** How access ended and when; null while it lasts, and where there never was any. */
export function ending(request: RequestView, now: Date): Happening | null {
  const facts = outcomeFacts(request, now);
  const end = describeEnd(facts);
  if (end === null || request.grant === null) return null;
  const at = formatDate(request.grant.endedAt ?? request.grant.expiresAt);
  return { sign: endSigns[facts.status] ?? '🚫', what: say(end, 500), rest: ` ${at}` };
}
