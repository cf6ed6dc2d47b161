import { isObject } from '../api/args';
import { acceptBlocks } from '../blocks/accept';
import { newTs } from '../ids';
import { type Channel, changed, type Json, type Message, type Team, type World } from '../world';

/** Posts the app's response to a command, or what it sent to a response URL. */
export function postAnswer(world: World, team: Team, channel: Channel, userId: string, body: Json): Message {
  const inChannel = body.response_type === 'in_channel';
  const message: Message = {
    ts: newTs(world),
    user: team.bot?.userId ?? 'USLACKBOT',
    ...(team.bot ? { botId: team.bot.botId } : {}),
    ...answerContent(body),
    ...(inChannel ? {} : { onlyFor: userId }),
  };
  channel.messages.push(message);
  changed(world, team.id);
  return message;
}

/** The text and blocks of a response, validated like those of `chat.postMessage`. */
export function answerContent(body: Json): Pick<Message, 'text' | 'blocks' | 'attachments'> {
  const blocks = acceptBlocks(body, 'message');
  const attachments = Array.isArray(body.attachments) ? (body.attachments as Json[]) : [];
  const text = typeof body.text === 'string' ? body.text : '';
  return { text, ...(blocks?.length ? { blocks } : {}), ...(attachments.length ? { attachments } : {}) };
}

/** An ephemeral message from Slackbot. */
export function slackbotNote(world: World, team: Team, channel: Channel, userId: string, text: string): void {
  channel.messages.push({ ts: newTs(world), user: 'USLACKBOT', text, onlyFor: userId });
  changed(world, team.id);
}

/** The parsed JSON, or undefined if it isn't an object. */
export function parseObject(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
