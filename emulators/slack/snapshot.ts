import type { Conversation, Directory, Person, Snapshot } from './client-types';
import type { UserSeed } from './config';
import type { Channel, Team, World } from './world';

/** The workspaces and their people, for the start page. */
export function directory(world: World): Directory {
  return [...world.teams.values()].map((team) => ({
    id: team.id,
    name: team.name,
    installed: team.installation !== undefined,
    people: people(team).filter((person) => !person.isBot),
  }));
}

/** What one person sees. A modal is shown in the tab that caused it, or in all tabs if none did. */
export function snapshot(world: World, team: Team, userId: string, clientId: string): Snapshot | undefined {
  const user = team.users.get(userId);
  if (!user) return undefined;
  const stack = team.stacks.get(userId);
  const isShown = stack && (stack.clientId === undefined || stack.clientId === clientId);
  const { app } = world;
  return {
    team: { id: team.id, name: team.name },
    me: person(team, user),
    people: people(team),
    conversations: [...team.channels.values()]
      .filter((channel) => channel.members.has(userId))
      .map((channel) => conversation(channel, userId)),
    app: {
      name: app.name,
      installed: team.installation !== undefined,
      botUserId: team.bot?.userId,
      scopes: team.installation?.scopes ?? [],
      commands: team.installation ? app.commands : [],
    },
    home: team.homes.get(userId),
    views: isShown ? stack.views : [],
  };
}

function people(team: Team): Person[] {
  return [...team.users.values()].map((user) => person(team, user));
}

function person(team: Team, user: UserSeed): Person {
  return {
    id: user.id,
    name: user.name,
    realName: user.realName,
    email: user.email,
    tz: user.tz,
    isBot: user.isBot ?? false,
    isApp: user.id === team.bot?.userId,
    isGuest: (user.isRestricted ?? false) || (user.isUltraRestricted ?? false),
    isAdmin: (user.isAdmin ?? false) || (user.isOwner ?? false),
    deleted: user.deleted ?? false,
  };
}

function conversation(channel: Channel, userId: string): Conversation {
  const messages = channel.messages.filter((each) => !each.onlyFor || each.onlyFor === userId);
  const read = channel.read.get(userId) ?? '';
  const { id, name, kind, archived, topic, members } = channel;
  return {
    id,
    name,
    kind,
    archived,
    topic,
    with: kind === 'im' ? ([...members].find((each) => each !== userId) ?? userId) : undefined,
    memberCount: members.size,
    unread: messages.filter((each) => each.ts > read && each.user !== userId).length,
    // Enough to scroll through.
    messages: messages.slice(-200),
  };
}
