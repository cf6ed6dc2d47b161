import { api, queryParam } from '@/lib/api/call';
import { listAllTargets } from '@/lib/api/list-all-targets';

export const GET = api(({ ctx, query }) =>
  listAllTargets(ctx, {
    all: queryParam(query, 'allTargetsInOrg')?.toLowerCase() === 'true',
    userEmail: queryParam(query, 'userEmail'),
    states: query.getAll('connectionStates').flatMap((states) => states.split(',')),
  }),
);
