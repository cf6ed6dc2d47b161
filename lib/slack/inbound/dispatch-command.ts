import type { SlackMessageBody } from '../blocks/message';
import { describeError } from '../errors';
import { textMessage } from '../handlers/block-action';
import { listTargets } from '../handlers/list-targets';
import { type CommandPayload, readCommand } from './payloads';

const commands: Record<string, (payload: CommandPayload) => Promise<SlackMessageBody>> = {
  '/bz-list-targets': listTargets,
};

// Someone waits for this answer, and squeezing a few kilobytes would cost as much as making them.
const uncompressed = { 'cache-control': 'no-store, no-transform' };

/** Answers a slash command in the reply itself, to the person who typed it. */
export async function dispatchCommand(body: string): Promise<Response> {
  // Slack's own question whether we are there.
  if (/(^|&)ssl_check=1(&|$)/.test(body)) return new Response(null, { status: 200 });
  const payload = readCommand(body);
  if (!payload) return new Response(null, { status: 400 });
  const { text, blocks } = await answer(payload);
  return Response.json({ response_type: 'ephemeral', text, blocks }, { headers: uncompressed });
}

async function answer(payload: CommandPayload): Promise<SlackMessageBody> {
  const handler = commands[payload.command];
  if (!handler) return textMessage('There is no such command here. Type /bz-list-targets help.');
  try {
    return await handler(payload);
  } catch (error) {
    return textMessage(describeError(error).text);
  }
}
