import { z } from 'zod';
import { AccessError } from '@/lib/core/error';
import type { PolicyType } from '@/lib/core/policy/policy';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { getWholePolicy, listWholePolicies, type PolicyRecord } from '@/lib/policies/list-whole-policies';
import { patchPolicy } from '@/lib/policies/patch-policy';
import { listOf, nothing } from '../answers/common';
import { policyAnswers } from '../answers/policy';
import { Result } from '../call';
import { type Endpoint, endpoint } from '../endpoint';
import { etagOf, ifMatch } from '../etag';
import { policyBodies, readPolicyBody } from '../policy-bodies';
import { presentPolicy } from '../presenters/policy';
import { listParam } from '../query-fields';

const paths: Record<PolicyType, string> = {
  JustInTime: 'policies/just-in-time',
  TargetConnect: 'policies/target-connect',
  Kubernetes: 'policies/kubernetes',
  Proxy: 'policies/proxy',
  SessionRecording: 'policies/session-recording',
  OrganizationControls: 'policies/organization-controls',
};

const includable: readonly PolicyType[] = ['TargetConnect', 'Kubernetes', 'Proxy'];

/** What a type of policy is called in a sentence. */
const words: Record<PolicyType, string> = {
  JustInTime: 'just-in-time',
  TargetConnect: 'target access',
  Kubernetes: 'Kubernetes',
  Proxy: 'proxy',
  SessionRecording: 'session recording',
  OrganizationControls: 'organization control',
};

/** The policies of each type. */
export const policyEndpoints = (Object.keys(paths) as PolicyType[]).flatMap((type): Endpoint[] => {
  const { body: fields, names } = policyBodies[type];
  const path = paths[type];
  const one = { answer: policyAnswers[type], names, versioned: true } as const;
  return [
    endpoint(
      `GET ${path}`,
      {
        summary: `List ${words[type]} policies`,
        query: z.object({
          subjects: listParam.describe('The ids of subjects that a policy names.'),
          groups: listParam.describe('The ids of groups that a policy names.'),
        }),
        answer: listOf(policyAnswers[type]),
      },
      async ({ ctx, query }) => (await listWholePolicies(ctx, { type, ...query })).map(presentPolicy),
    ),
    endpoint(
      `POST ${path}`,
      { ...one, summary: `Create a ${words[type]} policy`, body: fields, status: 201 },
      async ({ ctx, body }) => {
        requireSameId(undefined, body.id);
        const { changes, claims } = readPolicyBody(body);
        return present(await createPolicy(ctx, { ...changes, type, claims }));
      },
    ),
    endpoint(
      `GET ${path}/{id}`,
      { ...one, summary: `Get a ${words[type]} policy` },
      async ({ ctx, params }) => present(await getWholePolicy(ctx, { type, policyId: params.id })),
    ),
    endpoint(
      `PATCH ${path}/{id}`,
      { ...one, summary: `Change a ${words[type]} policy`, body: fields, also: [409] },
      ({ ctx, params: { id }, headers, body }) => {
        requireSameId(id, body.id);
        const change = readPolicyBody(body);
        return ifMatch(headers, id, async (versions) =>
          present(await patchPolicy(ctx, { type, policyId: id, versions, ...change })),
        );
      },
    ),
    endpoint(
      `DELETE ${path}/{id}`,
      {
        summary: `Delete a ${words[type]} policy`,
        answer: nothing,
        versioned: true,
        // A just-in-time policy can include it.
        ...(includable.includes(type) && { also: [409] }),
      },
      ({ ctx, params: { id }, headers }) =>
        ifMatch(headers, id, async (versions) => {
          await deletePolicy(ctx, { type, policyId: id, versions });
        }),
    ),
  ];
});

/** A policy with its version as ETag. */
function present(policy: PolicyRecord) {
  return new Result(presentPolicy(policy), { etag: etagOf(policy) });
}

/** A program that changes a fetched policy sends its id back; a new policy has none yet. */
function requireSameId(id: string | undefined, sent: string | null | undefined): void {
  if (!sent || sent === id) return;
  const message = id
    ? 'Send the id that is in the address, or none.'
    : 'A new policy gets its id from the server.';
  throw new AccessError('invalid', message, { faults: [{ path: 'id', message }] });
}
