import { Refusal } from '../api/refusal';
import { newResponseUrl, newTrigger, newTs } from '../ids';
import { type Channel, changed, type Team, type World } from '../world';
import { parseObject, postAnswer, slackbotNote } from './answer';
import { type Delivered, deliver } from './deliver';

export type CommandInput = {
  team: Team;
  userId: string;
  channel: Channel;
  command: string;
  text: string;
  clientId?: string | undefined;
};

/** Splits a typed line into the command and its text. */
export function parseCommand(line: string): { command: string; text: string } {
  const [command = '', ...rest] = line.trim().split(/\s/);
  return { command, text: rest.join(' ').trim() };
}

/** Runs a slash command and posts the response, or Slackbot's message about the failure. */
export async function runCommand(world: World, input: CommandInput): Promise<Delivered | undefined> {
  const { team, userId, channel, command, text } = input;
  const known = world.app.commands.find((each) => each.command === command);
  const user = team.users.get(userId);
  if (!known || !team.installation || !user) {
    slackbotNote(
      world,
      team,
      channel,
      userId,
      `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
    return undefined;
  }
  const body = new URLSearchParams({
    token: 'local-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name:
      channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name,
    user_id: userId,
    user_name: user.name,
    command,
    text,
    api_app_id: world.app.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, { teamId: team.id, userId, channelId: channel.id }),
    trigger_id: newTrigger(world, team.id, userId, input.clientId).id,
  });
  const done = await deliver(world, {
    kind: 'command',
    url: known.url,
    body: body.toString(),
    type: 'form',
    request: Object.fromEntries(body),
  });
  if (done.problem) fail(done.problem);
  else if (done.body.trim() !== '') {
    try {
      answer(world, input, done);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const words = (error.extra.response_metadata as { messages?: string[] } | undefined)?.messages ?? [];
      fail([error.code, ...words].join(' '));
    }
  }
  return done;

  function fail(code: string): void {
    slackbotNote(world, team, channel, userId, `${command} failed with the error "${code}"`);
  }
}

function answer(world: World, input: CommandInput, done: Delivered): void {
  const { team, userId, channel, command, text } = input;
  const body = done.headers.get('content-type')?.includes('json') ? parseObject(done.body) : undefined;
  if (body?.response_type === 'in_channel')
    channel.messages.push({ ts: newTs(world), user: userId, text: `${command} ${text}`.trim() });
  if (body && Object.keys(body).length === 0) return;
  postAnswer(world, team, channel, userId, body ?? { text: done.body });
  changed(world, team.id);
}
