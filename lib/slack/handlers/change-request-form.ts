import { getRequestForm } from '@/lib/access/get-request-form';
import { AccessError } from '@/lib/core/error';
import { log } from '@/lib/log';
import { requestModal } from '@/lib/slack/blocks/request-modal';
import { messageModal } from '@/lib/slack/blocks/result-modal';
import { slackClient } from '@/lib/slack/client';
import { explain } from '@/lib/slack/errors';
import { formData } from '@/lib/slack/ids';
import { readForm, verbNamed } from '@/lib/slack/inbound/form-state';
import type { ClickPayload, ViewPayload } from '@/lib/slack/inbound/payloads';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { describeFailure, failureOf } from '@/lib/slack/outbound/failure';
import { type Click, sentence } from './click';

/** A choice in the request form: the line that says who decides follows it. What was typed stays. */
export async function changeRequestForm(reader: SlackActor, { payload }: Click): Promise<void> {
  const { view } = payload;
  const target = view && formData.decode(view.private_metadata);
  if (!view || !target) return;
  const client = await slackClient(reader.installation.id);
  const drawn = await drawAgain(reader, target, withChoice(view, payload));
  try {
    await client?.views.update({ view_id: view.id, ...(view.hash && { hash: view.hash }), view: drawn });
  } catch (error) {
    // The form was closed, or changed again meanwhile: then the newer change draws it.
    log().info({ why: describeFailure(failureOf(error)) }, 'a form was not drawn again');
  }
}

/** The form with what was chosen just now, which is in the action even where the state is a step behind. */
function withChoice(view: ViewPayload, { actions: [action] }: ClickPayload): ViewPayload {
  if (!action) return view;
  const values = { ...view.state.values, [action.action_id]: { [action.action_id]: action } };
  return { ...view, state: { values } };
}

async function drawAgain(reader: SlackActor, target: { targetId: string }, view: ViewPayload) {
  try {
    const form = await getRequestForm(reader.ctx, target);
    const state = readForm(view, form.offers);
    return requestModal(form, { ...state, verb: verbNamed(state.verb) });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return messageModal(sentence(explain(error).text));
  }
}
