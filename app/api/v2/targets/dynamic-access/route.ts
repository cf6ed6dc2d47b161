import { api } from '@/lib/api/call';
import { presentTarget } from '@/lib/api/presenters/target';
import { listCoveredTargets } from '@/lib/targets/list-covered-targets';

export const GET = api(async ({ ctx }) =>
  (await listCoveredTargets(ctx, { types: ['DynamicAccessConfig'] })).map(presentTarget),
);
