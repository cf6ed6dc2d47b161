import { api } from '@/lib/api/call';
import { presentPolicy } from '@/lib/api/presenters/policy';
import { getWholePolicy } from '@/lib/policies/list-whole-policies';

export const GET = api(async ({ ctx, params }) =>
  presentPolicy(await getWholePolicy(ctx, { type: 'Kubernetes', policyId: params.id })),
);
