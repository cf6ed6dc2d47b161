'use server';

import { type SubmitRequestInput, submitRequest } from '@/lib/access/submit-request';
import { sayDuration } from '@/lib/core/text/duration';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function submitRequestAction(input: SubmitRequestInput): Promise<ActionResult> {
  return runAction(
    'submit-request',
    (ctx) => submitRequest(ctx, input),
    ({ automatic, target, duration }) => ({
      message: automatic
        ? `Approved automatically: you have access to ${target.name} for ${sayDuration(duration)}.`
        : `Asked for access to ${target.name}. An admin will decide; you are told in Slack and here.`,
      value: null,
    }),
  );
}
