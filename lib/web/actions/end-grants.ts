'use server';

import { endGrant } from '@/lib/access/end-grant';
import { getRequest } from '@/lib/access/get-request';
import type { ActionResult } from '../action-result';
import { runSeveral } from '../run-several';

/** Ends several live accesses, each by itself. */
export async function endGrantsAction({ requestIds }: { requestIds: string[] }): Promise<ActionResult> {
  return runSeveral('end-grants', requestIds, {
    done: 'ended',
    work: (ctx, requestId) => endGrant(ctx, { requestId }),
    nameOf: async (ctx, requestId) => {
      const { request } = await getRequest(ctx, { requestId });
      return `${request.requester.email} on ${request.target.name}`;
    },
  });
}
