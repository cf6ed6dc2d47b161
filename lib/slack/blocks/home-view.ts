import type { HomeView, KnownBlock } from '@slack/types';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { formatDuration, formatTimeLeft } from '@/lib/core/text/duration';
import { escapeShort, formatDate, link, quoteInline } from '../mrkdwn';
import { connectInline } from './connect';
import { actionRow, context, header, section } from './elements';
import { cancelButton, consoleButton, decisionButtons, endButton } from './request-buttons';
import { decisionLine, endLine, formatRequestEscaped, toMrkdwn } from './request-text';

export type HomeInput = {
  /** the person's live access */
  live: readonly RequestView[];
  /** the person's newest requests, of any state */
  own: readonly RequestView[];
  /** what waits for an admin, oldest first; null when the person is none */
  waiting: readonly RequestView[] | null;
  now: Date;
  consoleUrl: string;
};

const shown = 10;

/** The Home tab: what waits for an admin, one's live access with the time left, one's requests. */
export function homeView(about: HomeInput): HomeView {
  const { live, own, waiting, consoleUrl } = about;
  return {
    type: 'home',
    blocks: [
      ...(waiting === null
        ? []
        : part(`Waiting for a decision (${waiting.length})`, waiting, pendingItem, about)),
      ...(waiting?.length === 0 ? [section('Nothing waits for you.')] : []),
      ...part('My live access', live, activeItem, about),
      ...(live.length === 0
        ? [section('You have no live access. Type `/bz-list-targets` in any conversation to ask for some.')]
        : []),
      ...part('My requests', own, ownItem, about),
      ...(own.length === 0 ? [section('You have not asked for anything yet.')] : []),
      context(`${link(consoleUrl, 'Open the console')}  ·  \`/bz-list-targets help\` says how it works`),
    ],
  };
}

function part(
  title: string,
  requests: readonly RequestView[],
  draw: (request: RequestView, about: HomeInput) => KnownBlock[],
  about: HomeInput,
): KnownBlock[] {
  const more = requests.length - shown;
  return [
    header(title),
    ...requests.slice(0, shown).flatMap((request) => draw(request, about)),
    ...(more > 0 ? [context(`and ${more} more: ${link(`${about.consoleUrl}/requests`, 'see all')}`)] : []),
  ];
}

function pendingItem(request: RequestView, about: HomeInput): KnownBlock[] {
  const who = `${escapeShort(request.requester.name)} (${escapeShort(request.requester.email)})`;
  return [
    section(
      `*${formatRequestEscaped(request)}* for ${formatDuration(request.duration)}\n${who}  ·  asked ${formatDate(request.createdAt)}\n${quoteInline(request.reason, 600)}`,
    ),
    actionRow(...decisionButtons(request), consoleButton({ request, consoleUrl: about.consoleUrl })),
  ];
}

function activeItem(request: RequestView, { now }: HomeInput): KnownBlock[] {
  const end = request.grant?.expiresAt ?? now;
  return [
    section(
      `✅ *${formatRequestEscaped(request)}*\n${formatTimeLeft(end, now)}, until ${formatDate(end)}\n${connectInline(request)}`,
      endButton(request),
    ),
  ];
}

function ownItem(request: RequestView, { now }: HomeInput): KnownBlock[] {
  const happened = endLine(request, now) ?? decisionLine(request, now);
  const waiting = statusAt(request, now) === 'Pending';
  return [
    section(
      `${formatRequestEscaped(request)}\n${toMrkdwn(happened)}`,
      waiting ? cancelButton(request) : undefined,
    ),
  ];
}
