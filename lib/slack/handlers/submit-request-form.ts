import type { ModalView } from '@slack/types';
import { countReviewers } from '@/lib/access/count-reviewers';
import { getRequestForm } from '@/lib/access/get-request-form';
import { submitRequest } from '@/lib/access/submit-request';
import { AccessError } from '@/lib/core/error';
import { unreviewedModal } from '../blocks/result-modal';
import { formData } from '../ids';
import { parseRequestForm } from '../inbound/form-state';
import type { ViewSubmissionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { refreshList } from './refresh-list';

/**
 * Request: submits the form, which closes. The list that it was opened from shows the request, and the outbox sends a
 * message with it. Only a request that nobody can approve is worth another screen.
 */
export async function submitRequestForm(
  actor: SlackActor,
  { view }: ViewSubmissionPayload,
): Promise<ModalView | null> {
  const { ctx } = actor;
  const data = formData.decode(view.private_metadata);
  if (!data)
    throw new AccessError('not-found', 'This form is out of date. Close it and press Request Access again.');
  const { targetId, list } = data;
  const { offers } = await getRequestForm(ctx, { targetId });
  const { spec, duration, reason } = parseRequestForm(view, offers);
  const request = await submitRequest(ctx, {
    targetId,
    ...spec,
    reason,
    ...(duration !== null && { duration }),
  });
  await refreshList(actor, list);
  const isUnreviewed = request.state === 'Pending' && (await countReviewers(ctx)) === 0;
  return isUnreviewed ? unreviewedModal(request) : null;
}
