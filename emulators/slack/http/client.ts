import type { IncomingMessage, ServerResponse } from 'node:http';
import { act } from '../app/actions';
import { parseCommand, runCommand } from '../app/commands';
import { openHome } from '../app/home';
import { closeView, submitView } from '../app/submissions';
import { suggest } from '../app/suggestions';
import { directChannel } from '../channels';
import type { ActRequest, SubmitRequest, SuggestRequest } from '../client-types';
import { newTs } from '../ids';
import { endInstallation } from '../installations';
import { directory, snapshot } from '../snapshot';
import { changed, type Team, type World } from '../world';
import { readArgs } from './body';
import { sendJson } from './respond';
import { stream } from './stream';

type Body = { [name: string]: unknown };
type Who = { team: Team; userId: string; clientId: string };

/** `/client/*`: the requests of the page, on behalf of one person. */
export async function handleClient(
  world: World,
  path: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (path === 'directory') return sendJson(response, directory(world));
  const query = url.searchParams;
  const team = world.teams.get(query.get('team') ?? '');
  const userId = query.get('user') ?? '';
  const clientId = query.get('client') ?? '';
  if (!team?.users.has(userId))
    return sendJson(response, { error: 'The workspace has no person with this id.' }, 404);
  if (path === 'stream') return stream(world, { teamId: team.id, userId, clientId }, request, response);
  if (path === 'state') return sendJson(response, snapshot(world, team, userId, clientId));
  const action = actions[path];
  if (!action || request.method !== 'POST') return sendJson(response, { error: 'Unknown action.' }, 404);
  const body = await readArgs(request, new URLSearchParams());
  sendJson(response, (await action(world, { team, userId, clientId }, body)) ?? {});
}

// The page shares the types of these bodies, so they are not validated. Only this machine can send them.
const actions: Record<string, (world: World, who: Who, body: Body) => unknown> = {
  'post-message': async (world, { team, userId, clientId }, body) => {
    const channel = team.channels.get(String(body.channel));
    const text = String(body.text ?? '').trim();
    if (!channel?.members.has(userId) || !text) return;
    if (text.startsWith('/')) {
      await runCommand(world, { team, userId, channel, ...parseCommand(text), clientId });
      return;
    }
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    if (!channel.archived) channel.messages.push({ ts: newTs(world), user: userId, text: escaped });
    changed(world, team.id);
  },
  read: (world, { team, userId }, body) => {
    const channel = team.channels.get(String(body.channel));
    const last = channel?.messages.at(-1)?.ts;
    if (!channel || !last || channel.read.get(userId) === last) return;
    channel.read.set(userId, last);
    changed(world, team.id);
  },
  'open-direct': (world, { team, userId }, body) => ({
    channel: directChannel(world, team, [userId, String(body.with)]).channel.id,
  }),
  act: async (world, who, body) => {
    const done = await act(world, { ...who, ...(body as ActRequest) });
    return { problem: done ? done.problem : 'not_found' };
  },
  suggest: (world, who, body) => suggest(world, { ...who, ...(body as SuggestRequest) }),
  submit: (world, who, body) => submitView(world, { ...who, ...(body as SubmitRequest) }),
  close: (world, who, body) =>
    closeView(world, { ...who, viewId: String(body.viewId), all: body.all === true }),
  // Not awaited: the page receives the view over the stream.
  'open-home': (world, { team, userId }, body) => {
    void openHome(world, team, userId, body.tab === 'messages' ? 'messages' : 'home');
  },
  'remove-app': (world, { team, userId }) => {
    const user = team.users.get(userId);
    if (!user?.isAdmin && !user?.isOwner) return { error: 'Only workspace admins can remove an app.' };
    void endInstallation(world, team, 'account_inactive');
    return {};
  },
};
