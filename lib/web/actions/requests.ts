'use server';

import { cancelRequest } from '@/lib/access/cancel-request';
import { endGrant } from '@/lib/access/end-grant';
import { getRequest } from '@/lib/access/get-request';
import { getRequestForm, type RequestForm } from '@/lib/access/get-request-form';
import { type ReviewRequestInput, reviewRequest } from '@/lib/access/review-request';
import { type SubmitRequestInput, submitRequest } from '@/lib/access/submit-request';
import type { Context } from '@/lib/context';
import { formatDuration } from '@/lib/core/text/duration';
import { type ActionResult, done } from '../action-result';
import { runAction, runRead } from '../run-action';
import { runSeveral } from '../run-several';

export async function getRequestFormAction(input: { targetId: string }): Promise<ActionResult<RequestForm>> {
  return runRead('get-request-form', (ctx) => getRequestForm(ctx, input));
}

export async function submitRequestAction(input: SubmitRequestInput): Promise<ActionResult> {
  return runAction('submit-request', async (ctx) => {
    const { automatic, target, duration } = await submitRequest(ctx, input);
    return done(
      automatic
        ? `Approved automatically. You have access to ${target.name} for ${formatDuration(duration)}.`
        : `Request sent for ${target.name}. You’ll be notified in Slack.`,
    );
  });
}

export async function cancelRequestAction(input: { requestId: string }): Promise<ActionResult> {
  return runAction('cancel-request', async (ctx) => {
    const { target } = await cancelRequest(ctx, input);
    return done(`Request for ${target.name} cancelled.`);
  });
}

export async function reviewRequestAction(input: ReviewRequestInput): Promise<ActionResult> {
  return runAction('review-request', async (ctx) => {
    const { state, requester, target, duration } = await reviewRequest(ctx, input);
    return done(
      state === 'Approved'
        ? `Request approved. ${requester.email} has access to ${target.name} for ${formatDuration(duration)}.`
        : `Request denied. ${requester.email} was notified.`,
    );
  });
}

/** The first decision wins for each of the requests (R7). */
export async function reviewRequestsAction({
  requestIds,
  decision,
  ...reason
}: Omit<ReviewRequestInput, 'requestId'> & { requestIds: string[] }): Promise<ActionResult> {
  return runSeveral('review-requests', requestIds, {
    done: decision === 'approve' ? 'approved' : 'denied',
    work: (ctx, requestId) => reviewRequest(ctx, { requestId, decision, ...reason }),
    nameOf: nameOfRequest,
  });
}

export async function endGrantAction(input: { requestId: string }): Promise<ActionResult> {
  return runAction('end-grant', async (ctx) => {
    const { grant, requester, target } = await endGrant(ctx, input);
    return done(
      grant?.state === 'Relinquished'
        ? `Your access to ${target.name} has ended.`
        : `Access of ${requester.email} to ${target.name} revoked.`,
    );
  });
}

export async function endGrantsAction({ requestIds }: { requestIds: string[] }): Promise<ActionResult> {
  return runSeveral('end-grants', requestIds, {
    done: 'ended',
    work: (ctx, requestId) => endGrant(ctx, { requestId }),
    nameOf: nameOfRequest,
  });
}

async function nameOfRequest(ctx: Context, requestId: string): Promise<string> {
  const { request } = await getRequest(ctx, { requestId });
  return `${request.requester.email} on ${request.target.name}`;
}
