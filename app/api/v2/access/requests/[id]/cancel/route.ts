import { cancelRequest } from '@/lib/access/cancel-request';
import { getRequest } from '@/lib/access/get-request';

import { api } from '@/lib/api/call';
import { presentRequest } from '@/lib/api/presenters/request';

export const PATCH = api(async ({ ctx, params }) => {
  await cancelRequest(ctx, { requestId: params.id });
  const { request, now } = await getRequest(ctx, { requestId: params.id });
  return presentRequest(request, now);
});
