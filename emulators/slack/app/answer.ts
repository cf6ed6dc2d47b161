import { isObject } from '../api/args';
import { acceptBlocks } from '../blocks/accept';
import { newTs } from '../ids';
import { type Channel, changed, type Json, type Message, type Team, type World } from '../world';

/** Posts what the app answered to a command or sent to a response URL. */
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

/** Text and blocks of an answer, checked as chat.postMessage checks them. */
export function answerContent(body: Json): Pick<Message, 'text' | 'blocks' | 'attachments'> {
  const blocks = acceptBlocks(body, 'message');
  const attachments = Array.isArray(body.attachments) ? (body.attachments as Json[]) : [];
  const text = typeof body.text === 'string' ? body.text : '';
  return { text, ...(blocks?.length ? { blocks } : {}), ...(attachments.length ? { attachments } : {}) };
}

/** A note from Slackbot that only this person sees. */
export function slackbotNote(world: World, team: Team, channel: Channel, userId: string, text: string): void {
  channel.messages.push({ ts: newTs(world), user: 'USLACKBOT', text, onlyFor: userId });
  changed(world, team.id);
}

/** JSON, or undefined when it isn't an object. */
export function parseObject(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
