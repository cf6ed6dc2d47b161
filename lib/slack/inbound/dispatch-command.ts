import { type SlackMessageBody, textMessage } from '../blocks/message';
import { describeError } from '../errors';
import { answerListTargets } from '../handlers/answer-list-targets';
import { noteRefusedAction } from './note-refused-action';
import { noteUnread } from './note-unread';
import { type CommandPayload, readCommand } from './payloads';
import { jsonAnswer, type SlackAnswer } from './slack-call';
import { senderOfCommand } from './slack-sender';

const commands: Record<string, (payload: CommandPayload) => Promise<SlackMessageBody>> = {
  '/bz-list-targets': answerListTargets,
};

const unreadCommand =
  'Slack sent this command without saying who you are. Try again, or use the console. Your operator finds the missing field in the log.';

// The user is waiting, and compressing a few kilobytes takes as long as creating them.
const uncompressed = { 'cache-control': 'no-store, no-transform' };

/** Answers a slash command in the HTTP response; only the user who typed it sees the answer. */
export async function dispatchCommand(body: string): Promise<SlackAnswer> {
  const reading = readCommand(body);
  noteUnread(reading);
  const { text, blocks } = reading.payload ? await answer(reading.payload) : textMessage(unreadCommand);
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
