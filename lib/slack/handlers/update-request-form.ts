import { getRequestForm } from '@/lib/access/get-request-form';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { Offer } from '@/lib/core/access/offer';
import { AccessError } from '@/lib/core/error';
import { log } from '@/lib/log';
import { textMessage } from '../blocks/message';
import { requestModal } from '../blocks/request-modal';
import { messageModal } from '../blocks/result-modal';
import { slackClient } from '../client';
import { describeError } from '../errors';
import { type FormData, formData } from '../ids';
import type { ViewPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';

/**
 * Renders an open request form again, with a selection; without one, as it first was. Does nothing when the view is no
 * request form.
 */
export async function updateRequestForm(
  actor: SlackActor,
  view: ViewPayload,
  read?: (offers: readonly Offer[]) => AccessSpec,
): Promise<void> {
  const data = formData.decode(view.private_metadata);
  if (!data) return;
  const client = await slackClient(actor.installation.id);
  const updated = await renderForm(actor, data, read);
  try {
    await client?.views.update({ view_id: view.id, ...(view.hash && { hash: view.hash }), view: updated });
  } catch (error) {
    // The user closed the form, or changed it again: the newer change updates it.
    log().info({ why: describeFailure(toSlackFailure(error)) }, 'a form was not updated');
  }
}

async function renderForm(
  { ctx }: SlackActor,
  { targetId, list }: FormData,
  read?: (offers: readonly Offer[]) => AccessSpec,
) {
  try {
    const form = await getRequestForm(ctx, { targetId });
    return requestModal(form, { list, ...(read && { spec: read(form.offers) }) });
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return messageModal(textMessage(describeError(error).text));
  }
}
