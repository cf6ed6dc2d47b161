import type { ModalView } from '@slack/types';
import { AccessError } from '@/lib/core/error';
import { textMessage } from '../blocks/message';
import { messageModal } from '../blocks/result-modal';
import { describeError, describeFieldErrors } from '../errors';
import { approveRequest } from '../handlers/approve-request';
import { type BlockActionHandler, replyToAction } from '../handlers/block-action';
import { cancelOwnRequest } from '../handlers/cancel-own-request';
import { changeRequestForm } from '../handlers/change-request-form';
import { endOwnGrant } from '../handlers/end-own-grant';
import { explainRequest } from '../handlers/explain-request';
import { openDenial } from '../handlers/open-denial';
import { openRequest } from '../handlers/open-request';
import { searchOptions } from '../handlers/search-options';
import { startLink } from '../handlers/start-link';
import { submitDenial } from '../handlers/submit-denial';
import { submitRequestForm } from '../handlers/submit-request-form';
import { turnPage } from '../handlers/turn-page';
import { actions, fields, views } from '../ids';
import { inputBlockIds } from './form-state';
import { noteRefusedAction } from './note-refused-action';
import { noteUnread } from './note-unread';
import {
  type BlockActionPayload,
  type BlockSuggestionPayload,
  type Reading,
  readInteraction,
  type ViewSubmissionPayload,
} from './payloads';
import { refusalMessage } from './refusal-message';
import { resolveSlackActor, type SlackActor } from './slack-actor';
import { emptyAnswer, jsonAnswer, type SlackAnswer } from './slack-call';
import { senderOf } from './slack-sender';

const unreadForm =
  'Slack sent this form in a shape that can’t be read, so nothing was submitted. Try again, or use the console. Your operator finds the field in the log.';

const actionHandlers: Record<string, BlockActionHandler> = {
  [actions.openRequest]: openRequest,
  [actions.requestAgain]: openRequest,
  [actions.previousPage]: turnPage,
  [actions.nextPage]: turnPage,
  [actions.approveRequest]: approveRequest,
  [actions.openDenial]: openDenial,
  [actions.cancelRequest]: cancelOwnRequest,
  [actions.endGrant]: endOwnGrant,
  [actions.explainRequest]: explainRequest,
  [actions.startLink]: startLink,
  [fields.targetUser]: changeRequestForm,
  [fields.targetGroups]: changeRequestForm,
  [fields.verb]: changeRequestForm,
};

/** Returns the view that replaces the form, or null to close it. */
type FormHandler = (actor: SlackActor, payload: ViewSubmissionPayload) => Promise<ModalView | null>;

const formHandlers: Record<string, FormHandler> = {
  [views.submitRequest]: submitRequestForm,
  [views.submitDenial]: submitDenial,
};

export async function dispatchInteraction(body: string): Promise<SlackAnswer> {
  const reading = readInteraction(body);
  noteUnread(reading);
  const { payload } = reading;
  if (!payload || isUnreadForm(reading)) return answerUnread(reading.type);
  switch (payload.type) {
    case 'block_actions':
      await act(payload);
      return done();
    case 'view_submission':
      return submit(payload);
    case 'block_suggestion':
      return suggest(payload);
  }
}

/** A form whose values can't all be read must not be taken for a form with fewer values. */
function isUnreadForm({ type, unread }: Reading<unknown>): boolean {
  return type === 'view_submission' && unread.some((path) => path.startsWith('view.state'));
}

/** An empty answer would close a form as if it had been sent. */
function answerUnread(type: string): SlackAnswer {
  if (type === 'block_suggestion') return jsonAnswer({ options: [] });
  if (type !== 'view_submission') return done();
  return jsonAnswer({ response_action: 'update', view: messageModal(textMessage(unreadForm)) });
}

// Slack ignores the body of this response: the reply goes through the response_url or a modal.
async function act(payload: BlockActionPayload): Promise<void> {
  const [action] = payload.actions;
  const handler = action && actionHandlers[action.action_id];
  if (!handler) return;
  let actor: SlackActor | null = null;
  try {
    actor = await resolveSlackActor(senderOf(payload));
    await handler(actor, { payload, value: action.value ?? '' });
  } catch (error) {
    await noteRefusedAction(error, senderOf(payload), actor, action.action_id);
    await replyToAction(payload, await refusalMessage(error, actor));
  }
}

async function submit(payload: ViewSubmissionPayload): Promise<SlackAnswer> {
  const handler = formHandlers[payload.view.callback_id];
  if (!handler) return done();
  let actor: SlackActor | null = null;
  try {
    actor = await resolveSlackActor(senderOf(payload));
    const view = await handler(actor, payload);
    return view ? jsonAnswer({ response_action: 'update', view }) : done();
  } catch (error) {
    await noteRefusedAction(error, senderOf(payload), actor, payload.view.callback_id);
    return refuseForm(error, actor, payload);
  }
}

async function refuseForm(
  error: unknown,
  actor: SlackActor | null,
  { view }: ViewSubmissionPayload,
): Promise<SlackAnswer> {
  // A field error cannot contain a link.
  if (error instanceof AccessError && error.code === 'not-linked') {
    return jsonAnswer({
      response_action: 'update',
      view: messageModal(await refusalMessage(error, actor)),
    });
  }
  return jsonAnswer({
    response_action: 'errors',
    errors: describeFieldErrors(error, inputBlockIds(view)),
  });
}

async function suggest(payload: BlockSuggestionPayload): Promise<SlackAnswer> {
  try {
    return jsonAnswer({ options: await searchOptions(payload) });
  } catch (error) {
    describeError(error); // logs what is unexpected; a select cannot show an error
    return jsonAnswer({ options: [] });
  }
}

function done(): SlackAnswer {
  return emptyAnswer(200);
}
