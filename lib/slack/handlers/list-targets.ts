import { listRequestable } from '@/lib/access/list-requestable';
import { help } from '@/lib/slack/blocks/help';
import type { SlackMessageBody } from '@/lib/slack/blocks/message';
import { targetList, targetsPerPage } from '@/lib/slack/blocks/target-list';
import { consoleUrl } from '@/lib/slack/console-url';
import type { CommandPayload } from '@/lib/slack/payloads';
import { readSlackUser, type SlackReader } from '@/lib/slack/reader';
import { senderOfCommand } from '@/lib/slack/sender';

const longestWords = 200;

/** `/bz-list-targets [words]`: what the person may ask for. `help` says how it works, to anybody. */
export async function listTargets(payload: CommandPayload): Promise<SlackMessageBody> {
  const words = payload.text.trim().slice(0, longestWords);
  if (words.toLowerCase() === 'help') return help({ consoleUrl: consoleUrl() });
  return drawTargets(await readSlackUser(senderOfCommand(payload)), { words, page: 1 });
}

/** One page of the list. */
export async function drawTargets(
  reader: SlackReader,
  { words, page }: { words: string; page: number },
): Promise<SlackMessageBody> {
  const list = await listRequestable(reader.ctx, { words, page, pageSize: targetsPerPage });
  return targetList(list, { words, consoleUrl: consoleUrl() });
}
