import { api, oneOf } from '@/lib/api/call';
import { listAllTargets } from '@/lib/api/list-all-targets';

export const GET = api(({ ctx, query }) =>
  listAllTargets(ctx, {
    all: oneOf(query, 'allTargetsInOrg')?.toLowerCase() === 'true',
    userEmail: oneOf(query, 'userEmail'),
    states: query.getAll('connectionStates').flatMap((states) => states.split(',')),
  }),
);
