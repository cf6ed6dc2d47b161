import { getRequest } from '@/lib/access/get-request';
import { reviewRequest } from '@/lib/access/review-request';
import { api } from '@/lib/api/call';
import { presentRequest } from '@/lib/api/presenters/request';

export const PATCH = api(async ({ ctx, params, body }) => {
  const { reason } = await body();
  await reviewRequest(ctx, { requestId: params.id, decision: 'deny', reason });
  const { request, now } = await getRequest(ctx, { requestId: params.id });
  return presentRequest(request, now);
});
