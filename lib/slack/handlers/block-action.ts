import type { ModalView } from '@slack/types';
import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { log } from '@/lib/log';
import { type SlackMessageBody, textMessage } from '../blocks/message';
import { messageModal } from '../blocks/result-modal';
import { slackClient } from '../client';
import type { BlockActionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { senderOf } from '../inbound/slack-sender';
import { answerPrivately } from '../outbound/response-url';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';

/** A pressed button or a changed select. `value` is the button's: routing, never authority. */
export type BlockAction = { payload: BlockActionPayload; value: string };

/** The dispatcher shows the user what a handler throws. */
export type BlockActionHandler = (actor: SlackActor, action: BlockAction) => Promise<void>;

/** Opens a modal within the three seconds that Slack allows, or asks the user to press again. */
export async function openModal(actor: SlackActor, { payload }: BlockAction, view: ModalView): Promise<void> {
  if (await tryOpen(actor.installation.id, payload, view)) return;
  const text = 'Slack did not open the form in time. Press the button again.';
  if (payload.response_url) await answerPrivately(payload.response_url, textMessage(text));
}

/** Answers an action: below its message, or in a modal where there is no message. */
export async function replyToAction(payload: BlockActionPayload, message: SlackMessageBody): Promise<void> {
  if (payload.response_url) {
    await answerPrivately(payload.response_url, message);
    return;
  }
  const installation = await findInstallationOfTeam(senderOf(payload).teamId);
  if (installation) await tryOpen(installation.id, payload, messageModal(message));
}

async function tryOpen(
  installationId: string,
  payload: BlockActionPayload,
  view: ModalView,
): Promise<boolean> {
  const client = payload.trigger_id ? await slackClient(installationId) : null;
  if (!client || !payload.trigger_id) return false;
  const open = { trigger_id: payload.trigger_id, view };
  try {
    await (payload.view?.type === 'modal' ? client.views.push(open) : client.views.open(open));
    return true;
  } catch (error) {
    log().warn({ why: describeFailure(toSlackFailure(error)) }, 'a modal was not opened');
    return false;
  }
}
