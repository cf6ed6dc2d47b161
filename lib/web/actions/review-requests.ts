'use server';

import { getRequest } from '@/lib/access/get-request';
import { reviewRequest } from '@/lib/access/review-request';
import type { Context } from '@/lib/context';
import type { ActionResult } from '../action-result';
import { runSeveral } from '../run-several';

type Input = { requestIds: string[]; decision: 'approve' | 'deny'; reason?: string };

/** Decides several requests, each by itself: the first decision wins for each of them (R7). */
export async function reviewRequestsAction({ requestIds, decision, reason }: Input): Promise<ActionResult> {
  return runSeveral('review-requests', requestIds, {
    done: decision === 'approve' ? 'approved' : 'denied',
    work: (ctx, requestId) => reviewRequest(ctx, { requestId, decision, ...(reason && { reason }) }),
    nameOf,
  });
}

async function nameOf(ctx: Context, requestId: string): Promise<string> {
  const { request } = await getRequest(ctx, { requestId });
  return `${request.requester.email} on ${request.target.name}`;
}
