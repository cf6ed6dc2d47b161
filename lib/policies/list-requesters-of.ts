import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { reaches } from '@/lib/core/access/decision';
import { rulesFor, usablePolicies } from '@/lib/core/access/offer';
import { AccessError } from '@/lib/core/error';
import { isLive } from '@/lib/core/policy/policy';
import { findPeopleInAudience } from '@/lib/db/people/audience';
import { findJitPoliciesReaching } from '@/lib/db/policies/jit-policies';
import { findTarget, type TargetRow } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { type DescribedRule, describeRule } from './describe-rule';

const inputSchema = z.object({
  targetId: z.uuid(),
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});

export type RequesterList = {
  target: TargetRow;
  /** each with the rules that let them request, in order of precedence */
  people: readonly { id: string; email: string; rules: readonly DescribedRule[] }[];
  total: number;
  page: number;
  pages: number;
};

/**
 * The people who can request a target now, sorted by email. Admins only. Throws `invalid`, `forbidden`, `not-found`.
 */
export async function listRequestersOf(ctx: Context, input: unknown): Promise<RequesterList> {
  const { targetId, page, pageSize } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const [target, now] = await Promise.all([findTarget(organizationId, targetId), databaseNow()]);
  if (!target) throw new AccessError('not-found', 'Target not found.');
  const policies = usablePolicies(await findJitPoliciesReaching(organizationId, target), target).filter(
    (policy) => isLive(policy, now) && policy.children.some((child) => reaches(child, target, now)),
  );
  const audience = {
    subjectIds: [...new Set(policies.flatMap(({ subjectIds }) => subjectIds))],
    groupIds: [...new Set(policies.flatMap(({ groupIds }) => groupIds))],
  };
  const found = await findPeopleInAudience(organizationId, audience, {
    take: pageSize,
    skip: (page - 1) * pageSize,
  });
  const people = found.people.map(({ id, email, groupIds }) => {
    const rules = rulesFor(policies, { userId: id, groupIds }, target, now);
    return { id, email, rules: rules.map((rule) => describeRule(rule, target.type)) };
  });
  return { target, people, total: found.total, page, pages: Math.max(1, Math.ceil(found.total / pageSize)) };
}
