import { getRequest } from '@/lib/access/get-request';
import { api } from '@/lib/api/call';
import { presentRequest } from '@/lib/api/presenters/request';

export const GET = api(async ({ ctx, params }) => {
  const { request, now } = await getRequest(ctx, { requestId: params.id });
  return presentRequest(request, now);
});
