import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { deleteSlackEvent, insertSlackEvent } from '@/lib/db/slack/slack-events';
import { describeError } from '../errors';
import { onAppUninstalled } from '../handlers/app-uninstalled';
import { onHomeOpened } from '../handlers/home-opened';
import { onTokensRevoked } from '../handlers/tokens-revoked';
import { onUserChange } from '../handlers/user-change';
import type { EventContext } from './event-context';
import { type Envelope, readEvent, type SlackEvent } from './payloads';

/** Handles an event once. Answers 500 when that fails, so that Slack retries it. */
export async function dispatchEvent(body: string): Promise<Response> {
  const payload = readEvent(body);
  if (!payload) return new Response(null, { status: 400 });
  if ('challenge' in payload) return Response.json({ challenge: payload.challenge });
  if (!('event' in payload)) return new Response(null, { status: 200 });
  try {
    await handleOnce(payload);
    return new Response(null, { status: 200 });
  } catch (error) {
    describeError(error); // logs what is unexpected
    return new Response(null, { status: 500 });
  }
}

/** Slack's retries of an event do nothing, unless the first attempt failed. */
async function handleOnce(envelope: Envelope): Promise<void> {
  if (!(await insertSlackEvent(envelope.event_id))) return;
  try {
    await handle(envelope);
  } catch (error) {
    await deleteSlackEvent(envelope.event_id);
    throw error;
  }
}

async function handle(envelope: Envelope): Promise<void> {
  const teamId = envelope.authorizations?.[0]?.team_id ?? envelope.team_id;
  const installation = await findInstallationOfTeam(teamId);
  // No integration for this workspace or app.
  if (!installation) return;
  if (envelope.api_app_id !== undefined && envelope.api_app_id !== installation.appId) return;
  await dispatch({ installation, eventTime: new Date(envelope.event_time * 1000) }, envelope.event);
}

async function dispatch(context: EventContext, event: SlackEvent): Promise<void> {
  switch (event.type) {
    case 'app_home_opened':
      return onHomeOpened(context, event);
    case 'app_uninstalled':
      return onAppUninstalled(context);
    case 'tokens_revoked':
      return onTokensRevoked(context, event);
    case 'user_change':
    case 'team_join':
      return onUserChange(context, event);
  }
}
