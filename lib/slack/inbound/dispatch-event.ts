import { findInstallationOfTeam, type InstallationRow } from '@/lib/db/slack/installations';
import { isSlackEventPending, markSlackEventHandled } from '@/lib/db/slack/slack-events';
import { noteSlackEvent } from '@/lib/outbox/note-slack-event';
import { describeError } from '../errors';
import { onAppUninstalled } from '../handlers/app-uninstalled';
import { onHomeOpened } from '../handlers/home-opened';
import { onTokensRevoked } from '../handlers/tokens-revoked';
import { onUserChange } from '../handlers/user-change';
import { noteUnread } from './note-unread';
import { readEvent, type SlackEvent, teamOf } from './payloads';
import { emptyAnswer, jsonAnswer, type SlackAnswer } from './slack-call';

/**
 * Handles an event once. It is noted before it is acknowledged, together with a job that handles it if this fails or the
 * process dies; Slack's retries do nothing. Answers 500 if it can't be noted, so that Slack sends it again. One that can't
 * be read is acknowledged too: Slack stops sending events to an app that refuses many.
 */
export async function dispatchEvent(body: string): Promise<SlackAnswer> {
  const reading = readEvent(body);
  noteUnread(reading);
  const { payload } = reading;
  if (!payload) return emptyAnswer(200);
  if ('challenge' in payload) return jsonAnswer({ challenge: payload.challenge });
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
  const { payload } = readEvent(body);
  if (!payload || !('event' in payload)) return;
  if (await isSlackEventPending(payload.event_id)) await handleAndMark(payload);
}

async function handleAndMark(event: SlackEvent): Promise<void> {
  await handle(event);
  await markSlackEventHandled(event.event_id);
}

async function handle(event: SlackEvent): Promise<void> {
  const installation = await findInstallationOfTeam(teamOf(event));
  // No integration for this workspace or app.
  if (!installation) return;
  if (event.api_app_id !== undefined && event.api_app_id !== installation.appId) return;
  await dispatch(installation, event);
}

async function dispatch(installation: InstallationRow, sent: SlackEvent): Promise<void> {
  if (!('event_time' in sent)) {
    const { event } = sent;
    return event.type === 'app_home_opened'
      ? onHomeOpened(installation, event)
      : onUserChange(installation, event);
  }
  const { event } = sent;
  const context = { installation, eventTime: new Date(sent.event_time * 1000) };
  return event.type === 'tokens_revoked' ? onTokensRevoked(context, event) : onAppUninstalled(context);
}
