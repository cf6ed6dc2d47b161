import { act } from './app/actions';
import { parseCommand, runCommand } from './app/commands';
import type { Delivered } from './app/deliver';
import { sendEvent, verifyEventsUrl } from './app/events';
import { openHome } from './app/home';
import { signedHeaders } from './app/sign';
import { closeView, submitView } from './app/submissions';
import { suggest } from './app/suggestions';
import { directChannel } from './channels';
import type { Control, Sent, Where } from './control';
import { addFault } from './faults';
import { byBlock, findElement, topView } from './find-element';
import { endInstallation, install } from './installations';
import { presentUser } from './present';
import { type Channel, changed, type Message, resetWorld, type Team, type World } from './world';

/** Creates the control API of a local Slack. */
export function makeControl(world: World): Control {
  const teamOf = (id: string): Team => world.teams.get(id) ?? missing(`team ${id}`);
  const { seeds } = world;
  return {
    reset: (teams = seeds) => resetWorld(world, teams),
    configureApp: (patch) => {
      world.app = { ...world.app, ...patch };
    },
    setTiming: (patch) => {
      world.timing = { ...world.timing, ...patch };
    },
    addFault: (fault) => addFault(world, fault),
    clearFaults: () => {
      world.faults.length = 0;
    },
    setUser: async (teamId, userId, patch) => {
      const team = teamOf(teamId);
      const user = team.users.get(userId) ?? missing(`user ${userId}`);
      Object.assign(user, patch);
      changed(world, teamId);
      const scopes = team.installation?.scopes ?? [];
      const cache_ts = Math.floor(Date.now() / 1000);
      await sendEvent(world, teamId, {
        type: 'user_change',
        user: presentUser(world, team, user, scopes),
        cache_ts,
      });
    },
    setChannel: (teamId, name, patch) => {
      const channels = [...teamOf(teamId).channels.values()];
      Object.assign(channels.find((channel) => channel.name === name) ?? missing(`channel ${name}`), patch);
      changed(world, teamId);
    },
    setScopes: (teamId, scopes) => {
      const installation = teamOf(teamId).installation ?? missing(`installation in ${teamId}`);
      installation.scopes = scopes;
    },
    install: (teamId, userId, scopes) => {
      const { token, botUserId } = install(world, teamOf(teamId), userId, scopes);
      return { token, botUserId };
    },
    removeApp: (teamId) => endInstallation(world, teamOf(teamId), 'account_inactive'),
    sendEvent: (teamId, event, options) => sendEvent(world, teamId, event, { always: true, ...options }),
    verifyEventsUrl: () => verifyEventsUrl(world),
    messages: (where) =>
      channelAt(world, teamOf(where.teamId), where)?.messages.filter((each) => !each.onlyFor) ?? [],
    ephemerals: (where) => {
      const team = teamOf(where.teamId);
      const channels = where.channel ? [team.channels.get(where.channel)] : [...team.channels.values()];
      return channels.flatMap((channel) => onlyFor(channel, where.user));
    },
    home: (teamId, userId) => teamOf(teamId).homes.get(userId),
    views: (teamId, userId) => teamOf(teamId).stacks.get(userId)?.views ?? [],
    calls: () => [...world.calls],
    deliveries: () => [...world.deliveries],
    channels: (teamId) =>
      [...teamOf(teamId).channels.values()].map(({ messages: _, read: __, members, ...rest }) => ({
        ...rest,
        members: [...members],
      })),
    runCommand: async ({ teamId, userId, channelId, text, command }) => {
      const team = teamOf(teamId);
      const channel = team.channels.get(channelId) ?? missing(`channel ${channelId}`);
      const first = command ?? world.app.commands[0]?.command ?? '';
      const parsed = text.startsWith('/') ? parseCommand(text) : { command: first, text };
      return sent(await runCommand(world, { team, userId, channel, ...parsed }));
    },
    click: async (input) => {
      const team = teamOf(input.teamId);
      const found = findElement(team, input) ?? missing(`element ${input.actionId}`);
      const values = byBlock(found.blocks, input.values ?? {});
      const { place, block, element } = found;
      const raw = element.type === 'button' ? undefined : input.value;
      const common = { team, userId: input.userId, place, values };
      return sent(await act(world, { ...common, blockId: block.block_id, actionId: element.action_id, raw }));
    },
    suggest: (input) => {
      const team = teamOf(input.teamId);
      const found = findElement(team, input) ?? missing(`element ${input.actionId}`);
      const at = { place: found.place, blockId: found.block.block_id, actionId: found.element.action_id };
      return suggest(world, { team, userId: input.userId, ...at, query: input.query, values: {} });
    },
    submitView: ({ teamId, userId, viewId, values }) => {
      const team = teamOf(teamId);
      const view = topView(team, userId, viewId) ?? missing('open view');
      return submitView(world, { team, userId, viewId: view.id, values: byBlock(view.blocks, values ?? {}) });
    },
    closeView: ({ teamId, userId, viewId, all }) => {
      const team = teamOf(teamId);
      const view = topView(team, userId, viewId) ?? missing('open view');
      return closeView(world, { team, userId, viewId: view.id, ...(all ? { all } : {}) });
    },
    openHome: ({ teamId, userId, tab = 'home' }) => openHome(world, teamOf(teamId), userId, tab),
    nextAuthorizeError: (error) => {
      world.nextAuthorizeError = error;
    },
    grantScopes: (scopes) => {
      world.grantScopes = scopes;
    },
    sign: (body, timestamp) => signedHeaders(world.app.signingSecret, body, timestamp),
  };
}

function missing(what: string): never {
  throw new Error(`The local Slack has no ${what}.`);
}

function sent(done: Delivered | undefined): Sent {
  if (!done) return { status: undefined, body: '', problem: 'not_found' };
  return { status: done.status, body: done.body, problem: done.problem };
}

function onlyFor(channel: Channel | undefined, userId: string): Message[] {
  return channel?.messages.filter((message) => message.onlyFor === userId) ?? [];
}

/**
 * The channel of a query. For a user, the direct message channel with the app, or undefined if the app was never
 * installed.
 */
function channelAt(world: World, team: Team, where: Where): Channel | undefined {
  if (where.channel) return team.channels.get(where.channel);
  return where.user && team.bot
    ? directChannel(world, team, [team.bot.userId, where.user]).channel
    : undefined;
}
