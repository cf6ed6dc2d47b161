import { getRequestForm } from '@/lib/access/get-request-form';
import { AccessError } from '@/lib/core/error';
import { log } from '@/lib/log';
import { requestModal } from '../blocks/request-modal';
import { messageModal } from '../blocks/result-modal';
import { slackClient } from '../client';
import { describeError } from '../errors';
import { formData } from '../ids';
import { parseRequestForm, parseVerb } from '../inbound/form-state';
import type { BlockActionPayload, ViewPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';
import { type BlockAction, textMessage } from './block-action';

/** A choice in the request form: the line that says who decides follows it. What was typed stays. */
export async function changeRequestForm(actor: SlackActor, { payload }: BlockAction): Promise<void> {
  const { view } = payload;
  const target = view && formData.decode(view.private_metadata);
  if (!view || !target) return;
  const client = await slackClient(actor.installation.id);
  const updated = await renderForm(actor, target, withSelection(view, payload));
  try {
    await client?.views.update({ view_id: view.id, ...(view.hash && { hash: view.hash }), view: updated });
  } catch (error) {
    // The form was closed, or changed again meanwhile: then the newer change draws it.
    log().info({ why: describeFailure(toSlackFailure(error)) }, 'a form was not drawn again');
  }
}

/** The form with what was chosen just now, which is in the action even where the state is a step behind. */
function withSelection(view: ViewPayload, { actions: [action] }: BlockActionPayload): ViewPayload {
  if (!action) return view;
  const values = { ...view.state.values, [action.action_id]: { [action.action_id]: action } };
  return { ...view, state: { values } };
}

async function renderForm(actor: SlackActor, target: { targetId: string }, view: ViewPayload) {
  try {
    const form = await getRequestForm(actor.ctx, target);
    const state = parseRequestForm(view, form.offers);
    return requestModal(form, { ...state, verb: parseVerb(state.verb) });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return messageModal(textMessage(describeError(error).text));
  }
}
