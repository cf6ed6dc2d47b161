import { reviewRequest } from '@/lib/access/review-request';
import { AccessError } from '@/lib/core/error';
import { denialData } from '@/lib/slack/ids';
import { readReason } from '@/lib/slack/inbound/form-state';
import type { SubmissionPayload } from '@/lib/slack/inbound/payloads';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';

/** Deny, with or without a reason. The form closes; the card says what was decided. */
export async function submitDenial({ ctx }: SlackActor, { view }: SubmissionPayload): Promise<null> {
  const about = denialData.decode(view.private_metadata);
  if (!about) throw new AccessError('not-found', 'This form is too old. Close it and press Deny again.');
  const reason = readReason(view).trim();
  await reviewRequest(ctx, { ...about, decision: 'deny', ...(reason && { reason }) });
  return null;
}
