import { sendEvent } from './app/events';
import { newId, newSecret } from './ids';
import { changed, type Installation, type Team, type World } from './world';

/**
 * Installs or reinstalls the app. A reinstallation keeps the bot token and only adds scopes, as in Slack for an app
 * without token rotation.
 */
export function install(world: World, team: Team, userId: string, scopes: string[]): Installation {
  const before = team.installation;
  team.bot ??= { userId: newId(world, 'U'), botId: newId(world, 'B') };
  const token = world.app.tokenRotation
    ? `xoxe.xoxb-1-local-${newSecret()}`
    : (before?.token ?? `xoxb-local-${team.id}-${newSecret()}`);
  team.installation = {
    token,
    scopes: [...new Set([...(before?.scopes ?? []), ...scopes])],
    installedBy: userId,
    botUserId: team.bot.userId,
    botId: team.bot.botId,
  };
  world.tokens.set(token, { teamId: team.id, dead: undefined });
  team.users.set(team.bot.userId, {
    id: team.bot.userId,
    name: world.app.botName,
    realName: world.app.name,
    isBot: true,
  });
  changed(world, team.id);
  return team.installation;
}

/**
 * Ends an installation: revokes the token (`code` is its error from now on), removes the bot from its channels, and
 * sends `tokens_revoked` and `app_uninstalled`. Resolves when both are delivered.
 */
export async function endInstallation(world: World, team: Team, code: string): Promise<void> {
  const ended = team.installation;
  if (!ended) return;
  world.tokens.set(ended.token, { teamId: team.id, dead: code });
  team.installation = undefined;
  team.homes.clear();
  team.stacks.clear();
  const bot = team.users.get(ended.botUserId);
  if (bot) bot.deleted = true;
  for (const channel of team.channels.values())
    if (channel.kind === 'public' || channel.kind === 'private') channel.members.delete(ended.botUserId);
  changed(world, team.id);
  const tokens = { oauth: [], bot: [ended.botUserId] };
  await Promise.all([
    sendEvent(world, team.id, { type: 'tokens_revoked', tokens }, { scopes: ended.scopes }),
    sendEvent(world, team.id, { type: 'app_uninstalled' }, { scopes: ended.scopes }),
  ]);
}
