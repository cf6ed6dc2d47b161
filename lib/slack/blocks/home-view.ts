import type { HomeView, KnownBlock } from '@slack/types';
import { isEndingSoon } from '@/lib/core/access/grant';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { formatTimeLeft } from '@/lib/core/text/duration';
import { escapeShort, formatDate, link } from '../mrkdwn';
import { connectInline, installLink } from './connect';
import { actionRow, context, header, personText, section } from './elements';
import { linkFirstBlocks } from './link-first';
import type { Mentions } from './message';
import { cancelButton, consoleButton, decisionButtons, endButton, moreTimeButton } from './request-buttons';
import { decisionLine, endLine, formatRequestEscaped, requestSentenceInBold, toMrkdwn } from './request-text';

export type HomeInput = {
  active: readonly RequestView[];
  /** the user's newest requests, of any status */
  own: readonly RequestView[];
  /**
   * pending requests of everyone, oldest first, and the ids of those that the user can decide (R6); null for a user who is not
   * an admin, for whom there are none
   */
  pending: { requests: readonly RequestView[]; decidable: ReadonlySet<string> } | 'link-first' | null;
  now: Date;
  consoleUrl: string;
  mentions: Mentions;
};

const maxItems = 10;

/** The Home tab: pending requests for admins, then the user's active access and own requests. */
export function homeView(input: HomeInput): HomeView {
  const { active, own, consoleUrl } = input;
  return {
    type: 'home',
    blocks: [
      ...pendingPart(input),
      ...part('active', 'My active access', active, activeItem, input),
      ...(active.length === 0
        ? [section('No active access. Type `/bz-list-targets` in any conversation to request access.')]
        : []),
      ...part('own', 'My requests', own, ownItem, input),
      ...(own.length === 0 ? [section('You have no requests yet.')] : []),
      context(
        `${link(consoleUrl, 'Open the console')}  ·  ${installLink(consoleUrl)}  ·  How it works: \`/bz-list-targets help\``,
      ),
    ],
  };
}

function pendingPart(input: HomeInput): KnownBlock[] {
  const { pending, consoleUrl } = input;
  if (pending === null) return [];
  if (pending === 'link-first') return linkFirstBlocks(consoleUrl, 'Pending requests');
  const { requests, decidable } = pending;
  const title = `Pending requests (${requests.length})`;
  const blocks = part(
    'pending',
    title,
    requests,
    (request) => pendingItem(request, input, decidable.has(request.id)),
    input,
  );
  return requests.length === 0 ? [...blocks, section('No pending requests.')] : blocks;
}

// The tab is rendered again at each change. Fixed block ids keep a click valid that arrives during a rendering: without
// them Slack assigns new ids each time.
function part(
  name: string,
  title: string,
  requests: readonly RequestView[],
  render: (request: RequestView, input: HomeInput) => KnownBlock[],
  input: HomeInput,
): KnownBlock[] {
  const more = requests.length - maxItems;
  return [
    header(title),
    ...requests
      .slice(0, maxItems)
      .flatMap((request) =>
        render(request, input).map((block, at) => ({ ...block, block_id: `${name}-${request.id}-${at}` })),
      ),
    ...(more > 0 ? [context(`${more} more: ${link(`${input.consoleUrl}/requests`, 'show all')}`)] : []),
  ];
}

function pendingItem(request: RequestView, input: HomeInput, mayDecide: boolean): KnownBlock[] {
  return [
    section(
      `${requestSentenceInBold({ request, mentions: input.mentions })}\n${escapeShort(request.requester.email)}  ·  requested ${formatDate(request.createdAt)}`,
    ),
    personText(`Reason: ${request.reason}`, 600),
    actionRow(
      ...(mayDecide ? decisionButtons(request) : []),
      consoleButton({ request, consoleUrl: input.consoleUrl }),
    ),
  ];
}

function activeItem(request: RequestView, { own, now }: HomeInput): KnownBlock[] {
  const end = request.grant?.expiresAt ?? now;
  const text = `✅ *${formatRequestEscaped(request)}*\n${formatTimeLeft(end, now)}, until ${formatDate(end)}\n${connectInline(request)}`;
  const isFollowed = own.some(
    (other) => other.target.id === request.target.id && statusAt(other, now) === 'Pending',
  );
  if (!request.grant || isFollowed || !isEndingSoon(request.grant, now))
    return [section(text, endButton(request))];
  return [section(text), actionRow(moreTimeButton(request), endButton(request))];
}

function ownItem(request: RequestView, { now, mentions }: HomeInput): KnownBlock[] {
  const input = { request, now, mentions };
  const line = endLine(input) ?? decisionLine(input);
  const pending = statusAt(request, now) === 'Pending';
  return [
    section(
      `${formatRequestEscaped(request)}\n${toMrkdwn(line)}`,
      pending ? cancelButton(request) : undefined,
    ),
  ];
}
