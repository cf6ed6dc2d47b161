import type { ModalView } from '@slack/types';
import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { log } from '@/lib/log';
import type { SlackMessageBody } from '../blocks/message';
import { messageModal } from '../blocks/result-modal';
import { slackClient } from '../client';
import type { BlockActionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { senderOf } from '../inbound/slack-sender';
import { escapeShort } from '../mrkdwn';
import { answerPrivately } from '../outbound/response-url';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';

/** A press of a button, or a choice in a form. `value` is what the button carries: routing, no authority. */
export type BlockAction = { payload: BlockActionPayload; value: string };

/** What somebody may do by a click. What it throws is told to them by the dispatcher. */
export type BlockActionHandler = (actor: SlackActor, click: BlockAction) => Promise<void>;

/**
 * Opens a form within the three seconds that Slack gives. Where Slack does not open it, the person is told
 * to press again.
 */
export async function openModal(actor: SlackActor, { payload }: BlockAction, view: ModalView): Promise<void> {
  if (await tryOpen(actor.installation.id, payload, view)) return;
  const text = 'Slack did not open the form in time. Nothing was changed: press the button again.';
  if (payload.response_url) await answerPrivately(payload.response_url, textMessage(text));
}

/** Tells somebody what came of their click: below the message it was at, otherwise in a view of its own. */
export async function replyToAction(payload: BlockActionPayload, message: SlackMessageBody): Promise<void> {
  if (payload.response_url) {
    await answerPrivately(payload.response_url, message);
    return;
  }
  const installation = await findInstallationOfTeam(senderOf(payload).teamId);
  if (installation) await tryOpen(installation.id, payload, messageModal(message));
}

/** One plain text as a message. */
export function textMessage(text: string): SlackMessageBody {
  const said = escapeShort(text, 2900);
  return { text: said, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: said } }] };
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
    log().warn({ why: describeFailure(toSlackFailure(error)) }, 'a view was not opened');
    return false;
  }
}
