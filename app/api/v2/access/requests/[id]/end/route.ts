import { endGrant } from '@/lib/access/end-grant';
import { getRequest } from '@/lib/access/get-request';

import { api } from '@/lib/api/call';
import { presentRequest } from '@/lib/api/presenters/request';

export const PATCH = api(async ({ ctx, params }) => {
  await endGrant(ctx, { requestId: params.id });
  const { request, now } = await getRequest(ctx, { requestId: params.id });
  return presentRequest(request, now);
});
