import { reviewRequest } from '@/lib/access/review-request';
import { AccessError } from '@/lib/core/error';
import { readReason } from '@/lib/slack/form-state';
import { denialData } from '@/lib/slack/ids';
import type { SubmissionPayload } from '@/lib/slack/payloads';
import type { SlackReader } from '@/lib/slack/reader';

/** Deny, with or without a reason. The form closes; the card says what was decided. */
export async function submitDenial({ ctx }: SlackReader, { view }: SubmissionPayload): Promise<null> {
  const about = denialData.decode(view.private_metadata);
  if (!about) throw new AccessError('not-found', 'This form is too old. Close it and press Deny again.');
  const reason = readReason(view).trim();
  await reviewRequest(ctx, { ...about, decision: 'deny', ...(reason && { reason }) });
  return null;
}
