import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import type { PolicyType } from '@/lib/core/policy/policy';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { getWholePolicy, listWholePolicies } from '@/lib/policies/list-whole-policies';
import { patchPolicy } from '@/lib/policies/patch-policy';
import { type Endpoint, endpoint } from '../endpoint';
import { policyBodies, readPolicyBody } from '../policy-bodies';
import { presentPolicy } from '../presenters/policy';
import { listParam } from '../query-fields';

const paths: Record<PolicyType, string> = {
  JustInTime: 'policies/just-in-time',
  TargetConnect: 'policies/target-connect',
  Kubernetes: 'policies/kubernetes',
  Proxy: 'policies/proxy',
};

/** The policies of each type. */
export const policyEndpoints = (Object.keys(paths) as PolicyType[]).flatMap((type): Endpoint[] => {
  const { body: fields, names } = policyBodies[type];
  const path = paths[type];
  return [
    endpoint(
      `GET ${path}`,
      { query: z.object({ subjects: listParam, groups: listParam }) },
      async ({ ctx, query }) => (await listWholePolicies(ctx, { type, ...query })).map(presentPolicy),
    ),
    endpoint(`POST ${path}`, { body: fields, names, status: 201 }, async ({ ctx, body }) => {
      requireSameId(undefined, body.id);
      const { changes, claims } = readPolicyBody(body);
      return presentPolicy(await createPolicy(ctx, { ...changes, type, claims }));
    }),
    endpoint(`GET ${path}/{id}`, {}, async ({ ctx, params }) =>
      presentPolicy(await getWholePolicy(ctx, { type, policyId: params.id })),
    ),
    endpoint(`PATCH ${path}/{id}`, { body: fields, names }, async ({ ctx, params: { id }, body }) => {
      requireSameId(id, body.id);
      return presentPolicy(await patchPolicy(ctx, { type, policyId: id, ...readPolicyBody(body) }));
    }),
    endpoint(`DELETE ${path}/{id}`, {}, async ({ ctx, params }) => {
      await deletePolicy(ctx, { type, policyId: params.id });
    }),
  ];
});

/** A program that changes a fetched policy sends its id back; a new policy has none yet. */
function requireSameId(id: string | undefined, sent: string | null | undefined): void {
  if (!sent || sent === id) return;
  const message = id
    ? 'Send the id that is in the address, or none.'
    : 'A new policy gets its id from the server.';
  throw new AccessError('invalid', message, { faults: [{ path: 'id', message }] });
}
