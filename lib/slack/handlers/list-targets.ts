import { listRequestable } from '@/lib/access/list-requestable';
import { diagnosis } from '@/lib/slack/blocks/diagnosis';
import { help } from '@/lib/slack/blocks/help';
import type { SlackMessageBody } from '@/lib/slack/blocks/message';
import { targetList, targetsPerPage } from '@/lib/slack/blocks/target-list';
import { consoleUrl } from '@/lib/slack/console-url';
import { runDoctor } from '@/lib/slack/doctor';
import type { CommandPayload } from '@/lib/slack/inbound/payloads';
import { senderOfCommand } from '@/lib/slack/inbound/sender';
import { resolveSlackActor, type SlackActor } from '@/lib/slack/inbound/slack-actor';

const longestWords = 200;

/**
 * `/bz-list-targets [words]`: what the person may ask for. `help` says how it works, to anybody; `doctor`
 * says to admins how the integration does.
 */
export async function listTargets(payload: CommandPayload): Promise<SlackMessageBody> {
  const words = payload.text.trim().slice(0, longestWords);
  if (words.toLowerCase() === 'help') return help({ consoleUrl: consoleUrl() });
  if (words.toLowerCase() === 'doctor') return doctor(payload);
  return drawTargets(await resolveSlackActor(senderOfCommand(payload)), { words, page: 1 });
}

async function doctor(payload: CommandPayload): Promise<SlackMessageBody> {
  const { ctx } = await resolveSlackActor(senderOfCommand(payload));
  return diagnosis(await runDoctor(ctx), { consoleUrl: consoleUrl() });
}

/** One page of the list. */
export async function drawTargets(
  reader: SlackActor,
  { words, page }: { words: string; page: number },
): Promise<SlackMessageBody> {
  const list = await listRequestable(reader.ctx, { words, page, pageSize: targetsPerPage });
  return targetList(list, { words, consoleUrl: consoleUrl() });
}
