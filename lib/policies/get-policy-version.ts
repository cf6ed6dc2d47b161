import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { differenceOf, type FieldDifference, type FieldValue, fieldsOf } from '@/lib/core/policy/policy-diff';
import {
  findPolicyHead,
  findVersions,
  nameVersions,
  type PolicyHead,
} from '@/lib/db/policies/policy-versions';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ policyId: z.uuid(), version: z.number().int().min(1) });

export type PolicyVersionDetail = {
  policy: PolicyHead;
  version: number;
  writtenBy: string;
  writtenAt: Date;
  fields: readonly FieldValue[];
  /** what restoring this version would change; empty for the newest */
  restoring: readonly FieldDifference[];
};

/** One version of a policy with all fields. Admins only. Throws `invalid`, `forbidden`, `not-found`. */
export async function getPolicyVersion(ctx: Context, input: unknown): Promise<PolicyVersionDetail> {
  const { policyId, version } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const policy = await findPolicyHead(ctx.organizationId, policyId);
  const [row] = policy ? await findVersions(policyId, { atMost: version, take: 1 }) : [];
  const [newest] = policy ? await findVersions(policyId, { atMost: policy.version, take: 1 }) : [];
  if (!policy || !newest || row?.version !== version)
    throw new AccessError('not-found', 'Policy version not found.');
  const [then, now] = await nameVersions(ctx.organizationId, [row, newest]);
  if (!then || !now) throw new Error(`version ${version} of ${policyId} has no names`);
  const { writtenBy, writtenAt } = row;
  return {
    policy,
    version,
    writtenBy,
    writtenAt,
    fields: fieldsOf(then),
    restoring: differenceOf(now, then),
  };
}
