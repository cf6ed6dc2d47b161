import { setTimeout as wait } from 'node:timers/promises';
import { newId, newTs } from '../ids';
import type { Json, World } from '../world';
import { deliver } from './deliver';

export type EventOptions = {
  /** Unix time in seconds. Defaults to now. */
  eventTime?: number;
  /** The number of retries after a failure. Slack makes three. */
  retries?: number;
  /** Sends the event even if the app is not subscribed. */
  always?: boolean;
  /** The scopes to check, for events of an installation that has just ended. */
  scopes?: string[];
};

/** The scope that an event requires besides its subscription. */
const eventScopes: Record<string, string> = { user_change: 'users:read', team_join: 'users:read' };

/**
 * Sends an event if the app is subscribed and has the scope, with Slack's retries. Resolves after the last attempt:
 * true if the app accepted the event.
 */
export async function sendEvent(
  world: World,
  teamId: string,
  event: Json & { type: string },
  options: EventOptions = {},
): Promise<boolean> {
  const team = world.teams.get(teamId);
  const scopes = options.scopes ?? team?.installation?.scopes;
  const scope = eventScopes[event.type];
  const wanted = world.app.events.includes(event.type) && scopes && (!scope || scopes.includes(scope));
  if (!options.always && !wanted) return false;
  const ts = newTs(world);
  const envelope: Json = {
    token: 'local-verification-token',
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: world.app.appId,
    event: { event_ts: ts, ...event },
    type: 'event_callback',
    event_id: newId(world, 'Ev'),
    event_time: options.eventTime ?? Math.floor(Number(ts)),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: team?.bot?.userId ?? null,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
  return attempts(world, envelope, event.type, options.retries ?? 3);
}

async function attempts(world: World, envelope: Json, kind: string, retries: number): Promise<boolean> {
  const { generation } = world;
  const body = JSON.stringify(envelope);
  let headers: Record<string, string> = {};
  for (let retry = 0; retry <= retries; retry += 1) {
    if (retry > 0) await wait(world.timing.retryDelaysMs[retry - 1] ?? 0, undefined, { ref: false });
    if (world.generation !== generation) return false;
    const done = await deliver(world, {
      kind: `event:${kind}`,
      url: world.app.eventsUrl,
      body,
      type: 'json',
      request: envelope,
      headers,
      retry,
    });
    if (done.ok) return true;
    if (done.headers.get('x-slack-no-retry') === '1') return false;
    headers = {
      'x-slack-retry-num': String(retry + 1),
      'x-slack-retry-reason': done.reason ?? 'unknown_error',
    };
  }
  return false;
}

/** Verifies a request URL as Slack does when it is saved: the app must return the challenge. */
export async function verifyEventsUrl(world: World): Promise<boolean> {
  const challenge = newTs(world);
  const request = { token: 'local-verification-token', challenge, type: 'url_verification' };
  const body = JSON.stringify(request);
  const done = await deliver(world, {
    kind: 'url_verification',
    url: world.app.eventsUrl,
    body,
    type: 'json',
    request,
  });
  return (
    done.ok &&
    (done.body.trim() === challenge ||
      done.body.includes(`"${challenge}"`) ||
      done.body === `challenge=${challenge}`)
  );
}
