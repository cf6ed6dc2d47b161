import { getRequestForm } from '@/lib/access/get-request-form';
import { AccessError } from '@/lib/core/error';
import { log } from '@/lib/log';
import { textMessage } from '../blocks/message';
import { requestModal } from '../blocks/request-modal';
import { messageModal } from '../blocks/result-modal';
import { slackClient } from '../client';
import { describeError } from '../errors';
import { formData } from '../ids';
import { parseRequestForm } from '../inbound/form-state';
import type { BlockActionPayload, ViewPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';
import type { BlockAction } from './block-action';

/** A selection in the request form: updates the line about approval and duration. The reason stays. */
export async function changeRequestForm(actor: SlackActor, { payload }: BlockAction): Promise<void> {
  const { view } = payload;
  const target = view && formData.decode(view.private_metadata);
  if (!view || !target) return;
  const client = await slackClient(actor.installation.id);
  const updated = await renderForm(actor, target, withSelection(view, payload));
  try {
    await client?.views.update({ view_id: view.id, ...(view.hash && { hash: view.hash }), view: updated });
  } catch (error) {
    // The user closed the form, or changed it again: the newer change updates it.
    log().info({ why: describeFailure(toSlackFailure(error)) }, 'a form was not updated');
  }
}

/** The view with the selection of the action: the state in Slack's payload can be one step behind. */
function withSelection(view: ViewPayload, { actions: [action] }: BlockActionPayload): ViewPayload {
  if (!action) return view;
  const values = { ...view.state.values, [action.action_id]: { [action.action_id]: action } };
  return { ...view, state: { values } };
}

async function renderForm(actor: SlackActor, target: { targetId: string }, view: ViewPayload) {
  try {
    const form = await getRequestForm(actor.ctx, target);
    return requestModal(form, parseRequestForm(view, form.offers).spec);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return messageModal(textMessage(describeError(error).text));
  }
}
