import type { ModalView } from '@slack/types';
import { AccessError } from '@/lib/core/error';
import { messageModal } from '../blocks/result-modal';
import { explain, explainAtFields } from '../errors';
import { approveRequest } from '../handlers/approve-request';
import { cancelOwnRequest } from '../handlers/cancel-request';
import { changeRequestForm } from '../handlers/change-request-form';
import { type ClickHandler, notifyClicker } from '../handlers/click';
import { endOwnGrant } from '../handlers/end-grant';
import { explainRequest } from '../handlers/explain-request';
import { openDenial } from '../handlers/open-denial';
import { openRequest } from '../handlers/open-request';
import { searchOptions } from '../handlers/search-options';
import { submitDenial } from '../handlers/submit-denial';
import { submitRequestForm } from '../handlers/submit-request';
import { turnPage } from '../handlers/turn-page';
import { actions, fields, views } from '../ids';
import { inputsOf } from './form-state';
import {
  type ClickPayload,
  readInteraction,
  type SubmissionPayload,
  type SuggestionPayload,
} from './payloads';
import { refusal } from './refusal';
import { senderOf } from './sender';
import { resolveSlackActor, type SlackActor } from './slack-actor';

const clicks: Record<string, ClickHandler> = {
  [actions.openRequest]: openRequest,
  [actions.requestAgain]: openRequest,
  [actions.previousPage]: turnPage,
  [actions.nextPage]: turnPage,
  [actions.approveRequest]: approveRequest,
  [actions.openDenial]: openDenial,
  [actions.cancelRequest]: cancelOwnRequest,
  [actions.endGrant]: endOwnGrant,
  [actions.explainRequest]: explainRequest,
  [fields.targetUser]: changeRequestForm,
  [fields.targetGroups]: changeRequestForm,
  [fields.verb]: changeRequestForm,
};

/** Gives the view that the form turns into, or null to close it. */
type FormHandler = (reader: SlackActor, payload: SubmissionPayload) => Promise<ModalView | null>;

const forms: Record<string, FormHandler> = {
  [views.submitRequest]: submitRequestForm,
  [views.submitDenial]: submitDenial,
};

/** Does what a click, a submitted form or a search in a select asks for. */
export async function dispatchInteraction(body: string): Promise<Response> {
  const payload = readInteraction(body);
  switch (payload?.type) {
    case undefined:
      return new Response(null, { status: 400 });
    case 'block_actions':
      await click(payload);
      return done();
    case 'view_submission':
      return submit(payload);
    case 'block_suggestion':
      return suggest(payload);
    default:
      return done();
  }
}

// Slack ignores the body of the answer to a click; whatever is to be said goes another way.
async function click(payload: ClickPayload): Promise<void> {
  const [action] = payload.actions;
  const handler = action && clicks[action.action_id];
  if (!handler) return;
  let reader: SlackActor | null = null;
  try {
    reader = await resolveSlackActor(senderOf(payload));
    await handler(reader, { payload, value: action.value ?? '' });
  } catch (error) {
    await notifyClicker(payload, await refusal(error, reader));
  }
}

async function submit(payload: SubmissionPayload): Promise<Response> {
  const handler = forms[payload.view.callback_id];
  if (!handler) return done();
  let reader: SlackActor | null = null;
  try {
    reader = await resolveSlackActor(senderOf(payload));
    const view = await handler(reader, payload);
    return view ? Response.json({ response_action: 'update', view }) : done();
  } catch (error) {
    return refuseForm(error, reader, payload);
  }
}

async function refuseForm(
  error: unknown,
  reader: SlackActor | null,
  { view }: SubmissionPayload,
): Promise<Response> {
  // A link can't stand at a field.
  if (error instanceof AccessError && error.code === 'not-linked') {
    return Response.json({
      response_action: 'update',
      view: messageModal(await refusal(error, reader)),
    });
  }
  return Response.json({ response_action: 'errors', errors: explainAtFields(error, inputsOf(view)) });
}

async function suggest(payload: SuggestionPayload): Promise<Response> {
  try {
    return Response.json({ options: await searchOptions(payload) });
  } catch (error) {
    // A select has no place for words: it shows that there is nothing.
    explain(error);
    return Response.json({ options: [] });
  }
}

function done(): Response {
  return new Response(null, { status: 200 });
}
