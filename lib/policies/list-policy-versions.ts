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
  /** the newest version that is wanted */
  atMost: z.number().int().min(1).optional(),
  pageSize: z.number().int().min(1).max(100).default(20),
});

/** A version of a policy, and what it changed; null where it is the first. */
type PolicyVersion = {
  version: number;
  writtenBy: string;
  writtenAt: Date;
  changes: readonly FieldDifference[] | null;
};

export type PolicyHistory = {
  policy: PolicyHead;
  versions: readonly PolicyVersion[];
  /** the version that the next page begins with; null on the last */
  next: number | null;
};

/** The versions of a policy, the newest first, each with what it changed. Admins only. Throws `not-found`. */
export async function listPolicyVersions(ctx: Context, input: unknown): Promise<PolicyHistory> {
  const { policyId, atMost, pageSize } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const policy = await findPolicyHead(ctx.organizationId, policyId);
  if (!policy) throw new AccessError('not-found', 'There is no such policy here.');
  // One more than is shown: what the last of them changed is told against the one before it.
  const rows = await findVersions(policyId, { atMost: atMost ?? policy.version, take: pageSize + 1 });
  const snapshots = await nameVersions(ctx.organizationId, rows);
  const versions = rows.slice(0, pageSize).map(({ version, writtenBy, writtenAt }, index) => {
    const [after, before] = [snapshots[index], snapshots[index + 1]];
    return { version, writtenBy, writtenAt, changes: after && before ? differenceOf(before, after) : null };
  });
  return { policy, versions, next: rows[pageSize]?.version ?? null };
}
