import { api, listOf } from '@/lib/api/call';
import { presentPolicy } from '@/lib/api/presenters/policy';
import { listWholePolicies } from '@/lib/policies/list-whole-policies';

export const GET = api(async ({ ctx, query }) => {
  const filter = { subjects: listOf(query, 'subjects'), groups: listOf(query, 'groups') };
  return (await listWholePolicies(ctx, { type: 'JustInTime', ...filter })).map(presentPolicy);
});
