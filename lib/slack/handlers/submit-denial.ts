import { reviewRequest } from '@/lib/access/review-request';
import { AccessError } from '@/lib/core/error';
import { denialData } from '../ids';
import { parseReason } from '../inbound/form-state';
import type { ViewSubmissionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';

/** Deny, with or without a reason: closes the form; the card shows the decision. */
export async function submitDenial({ ctx }: SlackActor, { view }: ViewSubmissionPayload): Promise<null> {
  const form = denialData.decode(view.private_metadata);
  if (!form) throw new AccessError('not-found', 'This form is out of date. Close it and press Deny again.');
  const reason = parseReason(view).trim();
  await reviewRequest(ctx, { ...form, decision: 'deny', ...(reason && { reason }) });
  return null;
}
