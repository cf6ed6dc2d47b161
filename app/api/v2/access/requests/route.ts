import { getRequest } from '@/lib/access/get-request';
import { listRequests } from '@/lib/access/list-requests';
import { submitRequest } from '@/lib/access/submit-request';
import { api, queryParam } from '@/lib/api/call';
import { presentRequest } from '@/lib/api/presenters/request';

export const GET = api(async ({ ctx, query }) => {
  const state = queryParam(query, 'state');
  const { requests, now } = await listRequests(ctx, {
    whose: queryParam(query, 'whose') ?? 'own',
    ...(state && state !== 'all' && { status: state }),
    pageSize: 100,
  });
  return requests.map((request) => presentRequest(request, now));
});

export const POST = api(async ({ ctx, body }) => {
  const { verbType = null, targetUser = null, targetGroups = [], ...input } = await body();
  const { id: requestId } = await submitRequest(ctx, { ...input, targetUser, targetGroups, verb: verbType });
  const { request, now } = await getRequest(ctx, { requestId });
  return presentRequest(request, now);
}, 201);
