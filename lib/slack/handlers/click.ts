import type { ModalView } from '@slack/types';
import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { log } from '@/lib/log';
import type { SlackMessageBody } from '../blocks/message';
import { messageModal } from '../blocks/result-modal';
import { slackClient } from '../client';
import type { ClickPayload } from '../inbound/payloads';
import { senderOf } from '../inbound/sender';
import type { SlackActor } from '../inbound/slack-actor';
import { say } from '../mrkdwn';
import { describeFailure, failureOf } from '../outbound/failure';
import { answerPrivately } from '../outbound/response-url';

/** A press of a button, or a choice in a form. `value` is what the button carries: routing, no authority. */
export type Click = { payload: ClickPayload; value: string };

/** What somebody may do by a click. What it throws is told to them by the dispatcher. */
export type ClickHandler = (reader: SlackActor, click: Click) => Promise<void>;

/**
 * Opens a form within the three seconds that Slack gives. Where Slack does not open it, the person is told
 * to press again.
 */
export async function openForm(reader: SlackActor, { payload }: Click, view: ModalView): Promise<void> {
  if (await tryOpen(reader.installation.id, payload, view)) return;
  const text = 'Slack did not open the form in time. Nothing was changed: press the button again.';
  if (payload.response_url) await answerPrivately(payload.response_url, sentence(text));
}

/** Tells somebody what came of their click: below the message it was at, otherwise in a view of its own. */
export async function notifyClicker(payload: ClickPayload, message: SlackMessageBody): Promise<void> {
  if (payload.response_url) {
    await answerPrivately(payload.response_url, message);
    return;
  }
  const installation = await findInstallationOfTeam(senderOf(payload).teamId);
  if (installation) await tryOpen(installation.id, payload, messageModal(message));
}

/** One plain text as a message. */
export function sentence(text: string): SlackMessageBody {
  const said = say(text, 2900);
  return { text: said, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: said } }] };
}

async function tryOpen(installationId: string, payload: ClickPayload, view: ModalView): Promise<boolean> {
  const client = payload.trigger_id ? await slackClient(installationId) : null;
  if (!client || !payload.trigger_id) return false;
  const open = { trigger_id: payload.trigger_id, view };
  try {
    await (payload.view?.type === 'modal' ? client.views.push(open) : client.views.open(open));
    return true;
  } catch (error) {
    log().warn({ why: describeFailure(failureOf(error)) }, 'a view was not opened');
    return false;
  }
}
