import { addChannel, directChannel } from '../channels';
import { presentChannel, presentMessage } from '../present';
import { changed } from '../world';
import { count, flag, list, page, required, text } from './args';
import { channelEvent, managedChannel, readableChannel, seenChannel } from './channel-access';
import { acceptName } from './channel-names';
import { byKind, type Call, type Methods, needScope } from './method';
import { refuse } from './refusal';

/** `conversations.*` except the methods for members. */
export const conversationMethods: Methods = {
  'conversations.open': { needs: ['im:write', 'mpim:write'], run: open },
  'conversations.create': {
    needs: ({ args }) =>
      byKind(flag(args, 'is_private') ? 'private' : 'public', {
        public: ['channels:manage'],
        private: ['groups:write'],
      }),
    run: (call) => {
      const { world, team, bot, args } = call;
      const name = acceptName(team, text(args, 'name'));
      const kind = flag(args, 'is_private') ? 'private' : 'public';
      const channel = addChannel(world, team, { name, kind, creator: bot.userId, members: [bot.userId] });
      return { channel: presentChannel(channel, bot.userId) };
    },
  },
  'conversations.info': {
    run: (call) => ({ channel: presentChannel(readableChannel(call), call.bot.userId) }),
  },
  'conversations.list': { run: listChannels },
  'conversations.history': { run: history },
  'conversations.setTopic': { run: (call) => describe(call, 'topic') },
  'conversations.setPurpose': { run: (call) => describe(call, 'purpose') },
  'conversations.archive': { run: (call) => archive(call, true) },
  'conversations.unarchive': { run: (call) => archive(call, false) },
  'conversations.rename': {
    run: (call) => {
      const channel = managedChannel(call);
      if (channel.archived) refuse('is_archived');
      channel.name = acceptName(call.team, text(call.args, 'name'));
      channelEvent(call, channel, 'rename', {
        channel: { id: channel.id, name: channel.name, created: channel.created },
      });
      changed(call.world, call.team.id);
      return { channel: presentChannel(channel, call.bot.userId) };
    },
  },
};

function open(call: Call) {
  const { world, team, bot, args } = call;
  if (text(args, 'channel')) return { channel: presentChannel(seenChannel(call), bot.userId) };
  const users = list(args, 'users');
  if (users.length === 0) refuse('users_list_not_supplied');
  if (users.length > 8) refuse('too_many_users');
  for (const id of users) {
    const user = team.users.get(id) ?? refuse('user_not_found');
    if (user.deleted) refuse('user_disabled');
    if (user.isBot) refuse('cannot_dm_bot');
  }
  needScope(call, users.length > 1 ? ['mpim:write'] : ['im:write']);
  const { channel, isNew } = directChannel(world, team, [bot.userId, ...users]);
  const answer = flag(args, 'return_im') ? presentChannel(channel, bot.userId) : { id: channel.id };
  return isNew ? { channel: answer } : { no_op: true, already_open: true, channel: answer };
}

const kindsByType = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' } as const;

function listChannels(call: Call) {
  const types = list(call.args, 'types');
  const kinds = (types.length ? types : ['public_channel']).map(
    (type) => kindsByType[type as keyof typeof kindsByType] ?? refuse('invalid_types'),
  );
  for (const kind of kinds)
    needScope(
      call,
      byKind(kind, { public: ['channels:read'], private: ['groups:read'], im: ['im:read', 'mpim:read'] }),
    );
  const shown = [...call.team.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      (channel.kind === 'public' || channel.members.has(call.bot.userId)) &&
      !(channel.archived && flag(call.args, 'exclude_archived')),
  );
  const { items, response_metadata } = page(call.args, shown);
  return { channels: items.map((channel) => presentChannel(channel, call.bot.userId)), response_metadata };
}

/** Newest first, between `oldest` and `latest`, without ephemeral messages. */
function history(call: Call) {
  const { world, team, args } = call;
  const channel = seenChannel(call);
  needScope(
    call,
    byKind(channel.kind, {
      public: ['channels:history'],
      private: ['groups:history'],
      im: ['im:history', 'mpim:history'],
    }),
  );
  if (!channel.members.has(call.bot.userId)) refuse('not_in_channel');
  const inclusive = flag(args, 'inclusive');
  const oldest = text(args, 'oldest');
  const latest = text(args, 'latest');
  const within = channel.messages
    .filter((message) => !message.onlyFor)
    .filter((message) => !oldest || message.ts > oldest || (inclusive && message.ts === oldest))
    .filter((message) => !latest || message.ts < latest || (inclusive && message.ts === latest))
    .sort((a, b) => (a.ts < b.ts ? 1 : -1));
  const { items, response_metadata } = page({ ...args, limit: count(args, 'limit', 100) }, within);
  const all = flag(args, 'include_all_metadata');
  const has_more = response_metadata.next_cursor !== '';
  return {
    messages: items.map((each) => presentMessage(world, team, each, all)),
    has_more,
    response_metadata,
  };
}

function describe(call: Call, what: 'topic' | 'purpose') {
  const channel = managedChannel(call, { public: 'channels:write.topic', private: 'groups:write.topic' });
  if (channel.archived) refuse('is_archived');
  const words = String(call.args[what] ?? required(call.args, what));
  if (words.length > 250) refuse('too_long');
  channel[what] = words;
  changed(call.world, call.team.id);
  return what === 'topic' ? { channel: presentChannel(channel, call.bot.userId) } : { purpose: words };
}

function archive(call: Call, archived: boolean) {
  const channel = managedChannel(call);
  if (channel.isGeneral) refuse('cant_archive_general');
  if (channel.archived === archived) refuse(archived ? 'already_archived' : 'not_archived');
  channel.archived = archived;
  channelEvent(call, channel, archived ? 'archive' : 'unarchive', { user: call.bot.userId });
  changed(call.world, call.team.id);
  return {};
}
