import { sendEvent } from '../app/events';
import type { Channel } from '../world';
import { required } from './args';
import { byKind, type Call, needScope } from './method';
import { refuse } from './refusal';

const readScopes = { public: ['channels:read'], private: ['groups:read'], im: ['im:read', 'im:write'] };
const manageScopes = { public: ['channels:manage'], private: ['groups:write'], im: ['im:write'] };

/** A channel that the bot can see. Private channels without the bot are not found. */
export function seenChannel(call: Call, name = 'channel'): Channel {
  const channel = call.team.channels.get(required(call.args, name));
  if (!channel) return refuse('channel_not_found');
  if (channel.kind !== 'public' && !channel.members.has(call.bot.userId)) return refuse('channel_not_found');
  return channel;
}

/** A channel that the bot can see, for methods that read. */
export function readableChannel(call: Call): Channel {
  const channel = seenChannel(call);
  needScope(call, byKind(channel.kind, readScopes));
  return channel;
}

/** A channel to change. Requires the scope for its type (or a narrower one) and the bot's membership. */
export function managedChannel(
  call: Call,
  narrower: { public: string; private: string } | undefined = undefined,
): Channel {
  const channel = seenChannel(call);
  needScope(
    call,
    byKind(channel.kind, {
      public: [...manageScopes.public, ...(narrower ? [narrower.public] : [])],
      private: [...manageScopes.private, ...(narrower ? [narrower.private] : [])],
      im: manageScopes.im,
    }),
  );
  if (channel.kind === 'im' || channel.kind === 'mpim') refuse('method_not_supported_for_channel_type');
  if (!channel.members.has(call.bot.userId)) refuse('not_in_channel');
  return channel;
}

/** Sends the app an event about a channel: `channel_archive`, `group_archive` and so on. */
export function channelEvent(
  call: Call,
  channel: Channel,
  what: string,
  extra: { [key: string]: unknown } = {},
): void {
  const type = `${channel.kind === 'public' ? 'channel' : 'group'}_${what}`;
  void sendEvent(call.world, call.team.id, { type, channel: channel.id, ...extra });
}
