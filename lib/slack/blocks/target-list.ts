import type { KnownBlock } from '@slack/types';
import type { RequestableList } from '@/lib/access/list-requestable';
import { formatDuration } from '@/lib/core/text/duration';
import { actions, encodePage } from '../ids';
import { escapeShort, formatDate, link, truncate } from '../mrkdwn';
import { actionRow, button, context, header, section } from './elements';
import { maxTextLength, type SlackMessageBody } from './message';
import { describeTarget } from './request-text';

type Row = RequestableList['targets'][number];

/** How many targets a page shows: with heading and pager well below Slack's 50 blocks. */
export const targetsPerPage = 20;

/** What a person may ask for, a row and a button each, a page at a time. `words` is what it was filtered by. */
export function targetList(
  list: RequestableList,
  { words, consoleUrl }: { words: string; consoleUrl: string },
): SlackMessageBody {
  if (!list.integrated) return notIntegrated(consoleUrl);
  if (list.total === 0) return words === '' ? nothing(consoleUrl) : nothingFor(words);
  const count = `${list.total} ${list.total === 1 ? 'target' : 'targets'}`;
  const title = words === '' ? `${count} you may ask for` : `${count} for “${truncate(words, 80)}”`;
  const pages = list.pages > 1 ? ` Page ${list.page} of ${list.pages}.` : '';
  const names = list.targets.map((target) => escapeShort(target.name, 100)).join(', ');
  return {
    text: truncate(
      `${escapeShort(title)}.${pages} ${names}. Press Request Access at the one you need.`,
      maxTextLength,
    ),
    blocks: [header(title), ...list.targets.map(row), ...pager(list, words)],
  };
}

function row(target: Row): KnownBlock {
  const how = target.automatic ? 'automatic' : 'needs approval';
  const facts = `${describeTarget(target)}  ·  ${formatDuration(target.duration)}  ·  ${how}`;
  const name = `*${escapeShort(target.name, 1500)}*`;
  if (target.open) return section(`${name}\n${facts}\n${describeOpenRequest(target.open)}`);
  return section(
    `${name}\n${facts}`,
    button({
      action: actions.openRequest,
      text: 'Request Access',
      label: `Request Access to ${target.name}`,
      value: target.id,
    }),
  );
}

function describeOpenRequest(open: NonNullable<Row['open']>): string {
  if (open.state === 'Pending') return '⏳ waiting for an admin';
  return open.expiresAt ? `✅ you have access until ${formatDate(open.expiresAt)}` : '✅ you have access';
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
    context(`Page ${page} of ${pages}. Words after the command narrow it down: \`/bz-list-targets prod\``),
  ];
}

function notIntegrated(consoleUrl: string): SlackMessageBody {
  const what = 'Requests rest while Slack is not integrated.';
  return {
    text: `${what} Ask an admin to integrate it in the console, at ${consoleUrl}.`,
    blocks: [section(`*${what}*\nAsk an admin to integrate it in ${link(consoleUrl, 'the console')}.`)],
  };
}

function nothing(consoleUrl: string): SlackMessageBody {
  const what = 'There is nothing you may ask for yet.';
  const next = 'An admin decides that by a just-in-time policy; ask one to add you.';
  return {
    text: `${what} ${next}`,
    blocks: [section(`*${what}*\n${next}`), context(link(consoleUrl, 'Open the console'))],
  };
}

function nothingFor(words: string): SlackMessageBody {
  const what = `Nothing you may ask for matches “${escapeShort(words, 200)}”.`;
  const next = 'Try fewer words, or /bz-list-targets alone for the whole list.';
  return {
    text: `${what} ${next}`,
    blocks: [section(`*${what}*\n${next.replace('/bz-list-targets', '`/bz-list-targets`')}`)],
  };
}
