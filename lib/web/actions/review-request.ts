'use server';

import { type ReviewRequestInput, reviewRequest } from '@/lib/access/review-request';
import { sayDuration } from '@/lib/core/text/duration';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function reviewRequestAction(input: ReviewRequestInput): Promise<ActionResult> {
  return runAction(
    'review-request',
    (ctx) => reviewRequest(ctx, input),
    ({ state, requester, target, duration }) => ({
      message:
        state === 'Approved'
          ? `Approved: ${requester.email} has access to ${target.name} for ${sayDuration(duration)}.`
          : `Denied: ${requester.email} is told.`,
      value: null,
    }),
  );
}
