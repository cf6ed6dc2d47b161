import { watchRequest } from '@/lib/access/watch-request';
import { api, queryParam } from '@/lib/api/call';
import { presentRequest } from '@/lib/api/presenters/request';

/** With `wait`, answers at the decision of a pending request, after so many seconds at most. */
export const GET = api(async ({ ctx, params, query, signal }) => {
  const seconds = Number(queryParam(query, 'wait') ?? 0);
  const { request, now } = await watchRequest(ctx, { requestId: params.id, seconds }, signal);
  return presentRequest(request, now);
});
