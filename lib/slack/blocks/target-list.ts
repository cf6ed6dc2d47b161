import type { KnownBlock } from '@slack/types';
import type { RequestableList } from '@/lib/access/list-requestable';
import { isEndingSoon } from '@/lib/core/access/grant';
import { formatDuration } from '@/lib/core/text/duration';
import { formatApproval } from '@/lib/core/text/policy';
import { actions, encodePage, rowId } from '../ids';
import { escapeShort, formatDate, link, truncate } from '../mrkdwn';
import { actionRow, button, context, header, section } from './elements';
import { maxTextLength, type SlackMessageBody } from './message';
import { describeTarget } from './request-text';

type Row = RequestableList['targets'][number];

/** Targets per page: with heading and pager below Slack's limit of 50 blocks. */
export const targetsPerPage = 20;

/** One page of the targets that a user can request, each with a button. `words` is the filter; '' for none. */
export function targetList(
  list: RequestableList,
  { words: asked, consoleUrl }: { words: string; consoleUrl: string },
): SlackMessageBody {
  if (!list.integrated) return notIntegrated(consoleUrl);
  if (list.total === 0) return asked === '' ? noTargets(consoleUrl) : noMatches(asked);
  const words = list.corrected ?? asked;
  const instead = list.corrected === null ? [] : [context(`No targets match “${escapeShort(asked)}”.`)];
  const count = `${list.total} ${list.total === 1 ? 'target' : 'targets'}`;
  const title = words === '' ? `${count} you can request` : `${count} for “${truncate(words, 80)}”`;
  const pages = list.pages > 1 ? ` Page ${list.page} of ${list.pages}.` : '';
  const names = list.targets.map((target) => escapeShort(target.name, 100)).join(', ');
  return {
    text: truncate(
      `${escapeShort(title)}.${pages} ${names}. Press Request Access next to the one you need.`,
      maxTextLength,
    ),
    blocks: [
      header(title),
      ...instead,
      ...list.targets.map((target, index) => row(target, rowId(index, { page: list.page, words }), list.now)),
      ...pager(list, words),
    ],
  };
}

function row(target: Row, id: string, now: Date): KnownBlock {
  const how = formatApproval(target.automatic).toLowerCase();
  const facts = `${describeTarget(target)}  ·  ${formatDuration(target.duration)}  ·  ${how}`;
  const name = `*${escapeShort(target.name, 1500)}*`;
  const open = target.open ? `\n${describeOpenRequest(target.open)}` : '';
  if (target.open && !isEnding(target.open, now)) return section(`${name}\n${facts}${open}`);
  const request = button({
    action: actions.openRequest,
    text: target.open ? 'Request more time' : 'Request Access',
    label: target.open ? `Request more time: ${target.name}` : `Request Access to ${target.name}`,
    value: target.id,
  });
  return { ...section(`${name}\n${facts}${open}`, request), block_id: id };
}

/** Whether the access is in its last minutes, in which the same can be requested again (R3). */
function isEnding({ expiresAt }: NonNullable<Row['open']>, now: Date): boolean {
  return expiresAt !== null && isEndingSoon({ state: 'Active', expiresAt }, now);
}

function describeOpenRequest(open: NonNullable<Row['open']>): string {
  if (open.state === 'Pending') return '⏳ Pending';
  return open.expiresAt ? `✅ Active until ${formatDate(open.expiresAt)}` : '✅ Active';
}

function pager({ page, pages }: RequestableList, words: string): KnownBlock[] {
  if (pages <= 1) return [];
  const turn = (action: string, text: string, to: number) =>
    button({
      action,
      text,
      value: encodePage({ page: to, words }),
    });
  return [
    actionRow(
      ...(page > 1 ? [turn(actions.previousPage, 'Previous', page - 1)] : []),
      ...(page < pages ? [turn(actions.nextPage, 'Next', page + 1)] : []),
    ),
    context(`Page ${page} of ${pages}. Filter: \`/bz-list-targets prod\``),
  ];
}

function notIntegrated(consoleUrl: string): SlackMessageBody {
  const title = 'Requests are paused until Slack is connected.';
  return {
    text: `${title} Ask an admin to connect it in the console, at ${consoleUrl}.`,
    blocks: [section(`*${title}*\nAsk an admin to connect it in ${link(consoleUrl, 'the console')}.`)],
  };
}

function noTargets(consoleUrl: string): SlackMessageBody {
  const title = 'You can’t request any targets yet.';
  const next = 'Ask an admin to add you to a policy.';
  return {
    text: `${title} ${next}`,
    blocks: [section(`*${title}*\n${next}`), context(link(consoleUrl, 'Open the console'))],
  };
}

function noMatches(words: string): SlackMessageBody {
  const title = `No targets match “${escapeShort(words, 200)}”.`;
  const next = 'Try fewer words, or /bz-list-targets alone for the full list.';
  return {
    text: `${title} ${next}`,
    blocks: [section(`*${title}*\n${next.replace('/bz-list-targets', '`/bz-list-targets`')}`)],
  };
}
