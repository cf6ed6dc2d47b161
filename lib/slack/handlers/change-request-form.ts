import { parseRequestForm } from '../inbound/form-state';
import type { BlockActionPayload, ViewPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import type { BlockAction } from './block-action';
import { updateRequestForm } from './update-request-form';

/** A selection in the request form: updates the line about approval and duration. The reason stays. */
export async function changeRequestForm(actor: SlackActor, { payload }: BlockAction): Promise<void> {
  const { view } = payload;
  if (!view) return;
  const selected = withSelection(view, payload);
  await updateRequestForm(actor, view, (offers) => parseRequestForm(selected, offers).spec);
}

/** The view with the selection of the action: the state in Slack's payload can be one step behind. */
function withSelection(view: ViewPayload, { actions: [action] }: BlockActionPayload): ViewPayload {
  if (!action) return view;
  const values = { ...view.state.values, [action.action_id]: { [action.action_id]: action } };
  return { ...view, state: { values } };
}
