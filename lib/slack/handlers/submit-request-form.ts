import type { ModalView } from '@slack/types';
import { countReviewers } from '@/lib/access/count-reviewers';
import { getRequestForm } from '@/lib/access/get-request-form';
import { submitRequest } from '@/lib/access/submit-request';
import { AccessError } from '@/lib/core/error';
import { resultModal } from '../blocks/result-modal';
import { formData } from '../ids';
import { parseRequestForm } from '../inbound/form-state';
import type { ViewSubmissionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { requestInput } from '../outbound/request-input';

/** Request: submits the form, which then shows the outcome. */
export async function submitRequestForm(
  { ctx, installation }: SlackActor,
  { view }: ViewSubmissionPayload,
): Promise<ModalView> {
  const target = formData.decode(view.private_metadata);
  if (!target)
    throw new AccessError('not-found', 'This form is out of date. Close it and press Request Access again.');
  const { offers } = await getRequestForm(ctx, target);
  const { spec, reason } = parseRequestForm(view, offers);
  const request = await submitRequest(ctx, { ...target, ...spec, reason });
  return resultModal({
    ...(await requestInput(installation, request, request.createdAt)),
    reviewers: request.state === 'Pending' ? await countReviewers(ctx) : 0,
  });
}
