import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { isSlackEventPending, markSlackEventHandled } from '@/lib/db/slack/slack-events';
import { noteSlackEvent } from '@/lib/outbox/note-slack-event';
import { describeError } from '../errors';
import { onAppUninstalled } from '../handlers/app-uninstalled';
import { onHomeOpened } from '../handlers/home-opened';
import { onTokensRevoked } from '../handlers/tokens-revoked';
import { onUserChange } from '../handlers/user-change';
import type { EventContext } from './event-context';
import { type Envelope, readEvent, type SlackEvent } from './payloads';
import { emptyAnswer, jsonAnswer, type SlackAnswer } from './slack-call';

/**
 * Handles an event once. It is noted before it is acknowledged, together with a job that handles it if this fails or the
 * process dies; Slack's retries do nothing. Answers 500 if it can't be noted, so that Slack sends it again.
 */
export async function dispatchEvent(body: string): Promise<SlackAnswer> {
  const payload = readEvent(body);
  if (!payload) return emptyAnswer(400);
  if ('challenge' in payload) return jsonAnswer({ challenge: payload.challenge });
  if (!('event' in payload)) return emptyAnswer(200);
  try {
    if (!(await noteSlackEvent(payload.event_id, body))) return emptyAnswer(200);
  } catch (error) {
    describeError(error); // logs what is unexpected
    return emptyAnswer(500);
  }
  await handleAndMark(payload).catch(describeError);
  return emptyAnswer(200);
}

/** Handles a noted event that the process that received it has not handled. Throws if that fails. */
export async function handleNotedEvent({ body }: { body: string }): Promise<void> {
  const payload = readEvent(body);
  if (!payload || !('event' in payload)) return;
  if (await isSlackEventPending(payload.event_id)) await handleAndMark(payload);
}

async function handleAndMark(envelope: Envelope): Promise<void> {
  await handle(envelope);
  await markSlackEventHandled(envelope.event_id);
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
