import { reviewRequest } from '@/lib/access/review-request';
import { AccessError } from '@/lib/core/error';
import { denialData } from '../ids';
import { parseReason } from '../inbound/form-state';
import type { ViewSubmissionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';

/** Deny, with or without a reason. The form closes; the card says what was decided. */
export async function submitDenial({ ctx }: SlackActor, { view }: ViewSubmissionPayload): Promise<null> {
  const about = denialData.decode(view.private_metadata);
  if (!about) throw new AccessError('not-found', 'This form is too old. Close it and press Deny again.');
  const reason = parseReason(view).trim();
  await reviewRequest(ctx, { ...about, decision: 'deny', ...(reason && { reason }) });
  return null;
}
