import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { differenceOf, type FieldDifference } from '@/lib/core/policy/policy-diff';
import {
  findPolicyHead,
  findVersions,
  nameVersions,
  type PolicyHead,
} from '@/lib/db/policies/policy-versions';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  policyId: z.uuid(),
  /** the newest version to include */
  atMost: z.number().int().min(1).optional(),
  pageSize: z.number().int().min(1).max(100).default(20),
});

/** `changes` compares with the version before; null for the first. */
type PolicyVersion = {
  version: number;
  writtenBy: string;
  writtenAt: Date;
  changes: readonly FieldDifference[] | null;
};

export type PolicyHistory = {
  policy: PolicyHead;
  versions: readonly PolicyVersion[];
  /** the `atMost` of the next page; null on the last */
  next: number | null;
};

/**
 * A page of the versions of a policy, newest first, each with what it changed. Admins only. Throws `invalid`,
 * `forbidden`, `not-found`.
 */
export async function listPolicyVersions(ctx: Context, input: unknown): Promise<PolicyHistory> {
  const { policyId, atMost, pageSize } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const policy = await findPolicyHead(ctx.organizationId, policyId);
  if (!policy) throw new AccessError('not-found', 'Policy not found.');
  // One more than the page shows: the changes of its last version are against the version before.
  const rows = await findVersions(policyId, { atMost: atMost ?? policy.version, take: pageSize + 1 });
  const snapshots = await nameVersions(ctx.organizationId, rows);
  const versions = rows.slice(0, pageSize).map(({ version, writtenBy, writtenAt }, index) => {
    const [after, before] = [snapshots[index], snapshots[index + 1]];
    return { version, writtenBy, writtenAt, changes: after && before ? differenceOf(before, after) : null };
  });
  return { policy, versions, next: rows[pageSize]?.version ?? null };
}
