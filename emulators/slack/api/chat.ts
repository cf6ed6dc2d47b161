import { acceptBlocks } from '../blocks/accept';
import { directChannel } from '../channels';
import { newTs } from '../ids';
import { presentMessage } from '../present';
import { type Channel, changed, type Json, type Message } from '../world';
import { isObject, json, required, text } from './args';
import { seenChannel } from './channel-access';
import type { Call, Methods } from './method';
import { refuse } from './refusal';

const write = ['chat:write'];

/** `chat.*` */
export const chatMethods: Methods = {
  'chat.postMessage': { needs: write, run: postMessage },
  'chat.update': { needs: write, run: update },
  'chat.delete': { needs: write, run: remove },
  'chat.postEphemeral': { needs: write, run: postEphemeral },
  'chat.getPermalink': {
    run: (call) => {
      const channel = seenChannel(call);
      const message = channel.messages.find(
        (each) => each.ts === required(call.args, 'message_ts') && !each.onlyFor,
      );
      if (!message) return refuse('message_not_found');
      const permalink = `${call.world.url}/archives/${channel.id}/p${message.ts.replace('.', '')}`;
      return { channel: channel.id, permalink };
    },
  },
};

/** The text and blocks of a new message. Refuses an empty message. */
function content(call: Call): Pick<Message, 'text' | 'blocks' | 'attachments'> {
  const blocks = acceptBlocks(call.args, 'message');
  const attachments = json(call.args, 'attachments');
  const words = text(call.args, 'text');
  const files = Array.isArray(attachments) ? (attachments as Json[]) : undefined;
  if (files && files.length > 100) refuse('too_many_attachments');
  if (words === undefined && !blocks?.length && !files?.length) refuse('no_text');
  return {
    text: words ?? '',
    ...(blocks?.length ? { blocks } : {}),
    ...(files?.length ? { attachments: files } : {}),
  };
}

function metadata(call: Call): Json | undefined {
  const value = json(call.args, 'metadata', 'invalid_metadata_format');
  if (value === undefined) return undefined;
  if (!isObject(value) || typeof value.event_type !== 'string' || !isObject(value.event_payload))
    return refuse('invalid_metadata_format');
  return JSON.stringify(value).length > 8000 ? refuse('metadata_too_large') : value;
}

/**
 * The channel of a message, given by channel id, channel name or user id. For a user, the direct message channel is
 * opened, even if the user is deactivated.
 */
function destination(call: Call): Channel {
  const { world, team, bot, args, scopes } = call;
  const to = required(args, 'channel');
  const user = team.users.get(to);
  if (user?.isBot) refuse('cannot_dm_bot');
  const named = [...team.channels.values()].find(
    (each) => each.name !== '' && each.name === to.replace(/^#/, ''),
  );
  const channel = user
    ? directChannel(world, team, [bot.userId, user.id]).channel
    : (team.channels.get(to) ?? named);
  if (!channel) return refuse('channel_not_found');
  const inside = channel.members.has(bot.userId);
  if (!inside && channel.kind !== 'public') refuse('channel_not_found');
  if (!inside && !scopes.includes('chat:write.public')) refuse('not_in_channel');
  if (channel.archived) refuse('is_archived');
  if (channel.kind === 'im' && world.app.messagesTab === false) refuse('messages_tab_disabled');
  return channel;
}

function postMessage(call: Call): Json {
  const { world, team, bot, args } = call;
  const channel = destination(call);
  const posted = content(call);
  const meta = metadata(call);
  const thread = text(args, 'thread_ts');
  const message: Message = {
    ts: newTs(world),
    user: bot.userId,
    botId: bot.botId,
    ...posted,
    text: posted.text.slice(0, 40_000),
    ...(meta ? { metadata: meta } : {}),
    ...(thread ? { threadTs: thread } : {}),
  };
  channel.messages.push(message);
  changed(world, team.id);
  return { channel: channel.id, ts: message.ts, message: presentMessage(world, team, message, true) };
}

function postEphemeral(call: Call): Json {
  const { world, team, bot, args } = call;
  const channel = destination(call);
  const user = required(args, 'user');
  if (!channel.members.has(user)) refuse('user_not_in_channel');
  const message: Message = {
    ts: newTs(world),
    user: bot.userId,
    botId: bot.botId,
    ...content(call),
    onlyFor: user,
  };
  channel.messages.push(message);
  changed(world, team.id);
  return { message_ts: message.ts };
}

/** A message that the bot posted. Ephemeral messages can't be changed this way. */
function ownMessage(call: Call, otherwise: string): { channel: Channel; message: Message } {
  const channel = seenChannel(call);
  const ts = required(call.args, 'ts');
  const message =
    channel.messages.find((each) => each.ts === ts && !each.onlyFor) ?? refuse('message_not_found');
  if (message.botId !== call.bot.botId) refuse(otherwise);
  return { channel, message };
}

/** An update with text only removes the blocks. Metadata stays if it isn't sent. */
function update(call: Call): Json {
  const { world, team } = call;
  const { channel, message } = ownMessage(call, 'cant_update_message');
  if (channel.archived) refuse('is_inactive');
  const posted = content(call);
  if (posted.text.length > 4000) refuse('msg_too_long');
  const meta = metadata(call);
  delete message.blocks;
  delete message.attachments;
  Object.assign(message, posted, meta ? { metadata: meta } : {});
  if (!message.blocks) message.edited = { user: call.bot.userId, ts: newTs(world) };
  changed(world, team.id);
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: presentMessage(world, team, message),
  };
}

function remove(call: Call): Json {
  const { channel, message } = ownMessage(call, 'cant_delete_message');
  channel.messages.splice(channel.messages.indexOf(message), 1);
  changed(call.world, call.team.id);
  return { channel: channel.id, ts: message.ts };
}
