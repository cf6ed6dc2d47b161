import { sendEvent } from '../app/events';
import { presentChannel } from '../present';
import { type Channel, changed, type Json } from '../world';
import { flag, list, page, required } from './args';
import { managedChannel, readableChannel, seenChannel } from './channel-access';
import { byKind, type Call, type Methods, needScope } from './method';
import { refuse } from './refusal';

/** `conversations.*` for members. */
export const memberMethods: Methods = {
  'conversations.invite': { run: invite },
  'conversations.kick': { run: kick },
  'conversations.members': {
    run: (call) => {
      const { items, response_metadata } = page(call.args, [...readableChannel(call).members]);
      return { members: items, response_metadata };
    },
  },
  'conversations.join': {
    needs: ['channels:join'],
    run: (call) => {
      const channel = seenChannel(call);
      if (channel.kind !== 'public') refuse('method_not_supported_for_channel_type');
      if (channel.archived) refuse('is_archived');
      channel.members.add(call.bot.userId);
      changed(call.world, call.team.id);
      return { channel: presentChannel(channel, call.bot.userId) };
    },
  },
  'conversations.leave': {
    run: (call) => {
      const channel = seenChannel(call);
      needScope(
        call,
        byKind(channel.kind, { public: ['channels:manage', 'channels:join'], private: ['groups:write'] }),
      );
      if (channel.isGeneral) refuse('cant_leave_general');
      if (!channel.members.delete(call.bot.userId)) return { not_in_channel: true };
      changed(call.world, call.team.id);
      return {};
    },
  },
};

/** Invites all users or none. With `force`, invites those that can be invited. */
function invite(call: Call): Json {
  const channel = managedChannel(call, { public: 'channels:write.invites', private: 'groups:write.invites' });
  if (channel.archived) refuse('is_archived');
  const users = list(call.args, 'users');
  if (users.length === 0) refuse('no_user');
  if (users.length > 100) refuse('too_many_users');
  const errors = users.flatMap((user) => {
    const error = whyNot(call, channel, user);
    return error ? [{ user, ok: false, error }] : [];
  });
  const able = users.filter((user) => !errors.some((each) => each.user === user));
  const first = errors[0];
  if (first && (!flag(call.args, 'force') || able.length === 0)) refuse(first.error, { errors });
  for (const user of able) {
    channel.members.add(user);
    void sendEvent(call.world, call.team.id, {
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      inviter: call.bot.userId,
    });
  }
  changed(call.world, call.team.id);
  return { channel: presentChannel(channel, call.bot.userId), ...(errors.length ? { errors } : {}) };
}

function whyNot(call: Call, channel: Channel, id: string): string | undefined {
  const user = call.team.users.get(id);
  if (!user) return 'user_not_found';
  if (id === call.bot.userId) return 'cant_invite_self';
  if (channel.members.has(id)) return 'already_in_channel';
  if (user.deleted) return 'user_not_found';
  if (user.isBot) return 'cant_invite';
  if (user.isUltraRestricted && inChannels(call, id) > 0) return 'ura_max_channels';
  if (user.teamId && user.teamId !== call.team.id) return 'no_external_invite_permission';
  return undefined;
}

function inChannels(call: Call, userId: string): number {
  const channels = [...call.team.channels.values()];
  return channels.filter(
    (channel) => channel.kind !== 'im' && channel.kind !== 'mpim' && channel.members.has(userId),
  ).length;
}

function kick(call: Call): Json {
  const channel = managedChannel(call);
  const user = required(call.args, 'user');
  if (!call.team.users.has(user)) refuse('user_not_found');
  if (channel.isGeneral) refuse('cant_kick_from_general');
  if (user === call.bot.userId) refuse('cant_kick_self');
  if (!channel.members.delete(user)) refuse('not_in_channel');
  const channel_type = channel.kind === 'public' ? 'C' : 'G';
  void sendEvent(call.world, call.team.id, {
    type: 'member_left_channel',
    user,
    channel: channel.id,
    channel_type,
    team: call.team.id,
  });
  changed(call.world, call.team.id);
  return {};
}
