import { listRequestable } from '@/lib/access/list-requestable';
import { doctorMessage } from '../blocks/doctor-message';
import { helpMessage } from '../blocks/help-message';
import type { SlackMessageBody } from '../blocks/message';
import { targetList, targetsPerPage } from '../blocks/target-list';
import { consoleUrl } from '../console-url';
import { runDoctor } from '../doctor';
import type { CommandPayload } from '../inbound/payloads';
import { resolveSlackActor, type SlackActor } from '../inbound/slack-actor';
import { senderOfCommand } from '../inbound/slack-sender';

const maxQueryLength = 200;

/**
 * `/bz-list-targets [words]`: the targets that the user can request. `help` shows anyone how to request access;
 * `doctor` shows admins the checks of the integration.
 */
export async function answerListTargets(payload: CommandPayload): Promise<SlackMessageBody> {
  const words = payload.text.trim().slice(0, maxQueryLength);
  if (words.toLowerCase() === 'help') return helpMessage({ consoleUrl: consoleUrl() });
  if (words.toLowerCase() === 'doctor') return doctor(payload);
  return renderTargetList(await resolveSlackActor(senderOfCommand(payload)), { words, page: 1 });
}

async function doctor(payload: CommandPayload): Promise<SlackMessageBody> {
  const { ctx } = await resolveSlackActor(senderOfCommand(payload));
  return doctorMessage(await runDoctor(ctx), { consoleUrl: consoleUrl() });
}

export async function renderTargetList(
  actor: SlackActor,
  { words, page }: { words: string; page: number },
): Promise<SlackMessageBody> {
  const list = await listRequestable(actor.ctx, { words, page, pageSize: targetsPerPage, forgiving: true });
  return targetList(list, { words, consoleUrl: consoleUrl() });
}
