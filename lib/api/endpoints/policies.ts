import { z } from 'zod';
import type { PolicyType } from '@/lib/core/policy/policy';
import { getWholePolicy, listWholePolicies } from '@/lib/policies/list-whole-policies';
import { endpoint } from '../endpoint';
import { presentPolicy } from '../presenters/policy';
import { listParam } from '../query-fields';

const paths: Record<PolicyType, string> = {
  JustInTime: 'just-in-time',
  TargetConnect: 'target-connect',
  Kubernetes: 'kubernetes',
  Proxy: 'proxy',
};

const types = Object.keys(paths) as PolicyType[];

/** The policies of each type. */
export const policyEndpoints = types.flatMap((type) => [
  endpoint(
    `GET policies/${paths[type]}`,
    { query: z.object({ subjects: listParam, groups: listParam }) },
    async ({ ctx, query }) => (await listWholePolicies(ctx, { type, ...query })).map(presentPolicy),
  ),
  endpoint(`GET policies/${paths[type]}/{id}`, {}, async ({ ctx, params }) =>
    presentPolicy(await getWholePolicy(ctx, { type, policyId: params.id })),
  ),
]);
