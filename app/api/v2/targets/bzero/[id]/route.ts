import { api } from '@/lib/api/call';
import { presentTarget } from '@/lib/api/presenters/target';
import { getCoveredTarget } from '@/lib/targets/list-covered-targets';

export const GET = api(async ({ ctx, params }) =>
  presentTarget(await getCoveredTarget(ctx, { types: ['Bzero'], id: params.id ?? '' })),
);
