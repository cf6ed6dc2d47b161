import { type SlackMessageBody, textMessage } from '../blocks/message';
import { describeError } from '../errors';
import { answerListTargets } from '../handlers/answer-list-targets';
import { noteRefusedAction } from './note-refused-action';
import { type CommandPayload, readCommand } from './payloads';
import { emptyAnswer, jsonAnswer, type SlackAnswer } from './slack-call';
import { senderOfCommand } from './slack-sender';

const commands: Record<string, (payload: CommandPayload) => Promise<SlackMessageBody>> = {
  '/bz-list-targets': answerListTargets,
};

// The user is waiting, and compressing a few kilobytes takes as long as creating them.
const uncompressed = { 'cache-control': 'no-store, no-transform' };

/** Answers a slash command in the HTTP response; only the user who typed it sees the answer. */
export async function dispatchCommand(body: string): Promise<SlackAnswer> {
  // Slack checks the certificate of the address.
  if (/(^|&)ssl_check=1(&|$)/.test(body)) return emptyAnswer(200);
  const payload = readCommand(body);
  if (!payload) return emptyAnswer(400);
  const { text, blocks } = await answer(payload);
  return jsonAnswer({ response_type: 'ephemeral', text, blocks }, uncompressed);
}

async function answer(payload: CommandPayload): Promise<SlackMessageBody> {
  const handler = commands[payload.command];
  if (!handler) return textMessage('Unknown command. Type /bz-list-targets help.');
  try {
    return await handler(payload);
  } catch (error) {
    await noteRefusedAction(error, senderOfCommand(payload), null, payload.command);
    return textMessage(describeError(error).text);
  }
}
