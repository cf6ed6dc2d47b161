import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { policiesFor } from '@/lib/core/access/decision';
import { rulesFor, usablePolicies } from '@/lib/core/access/offer';
import { AccessError } from '@/lib/core/error';
import { findRequester, findSubject, type SubjectRow } from '@/lib/db/people/people';
import { findJitPoliciesOf } from '@/lib/db/policies/jit-policies';
import { findRequestable } from '@/lib/db/policies/requestable';
import { findTargetsByIds, type TargetRow } from '@/lib/db/targets/targets';
import { parse } from '@/lib/parse';
import { type DescribedRule, describeRule } from './describe-rule';

const inputSchema = z.object({
  userId: z.uuid(),
  /** parts of names, types and environments, separated by spaces, as in Slack */
  query: z.string().max(200).default(''),
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});

export type RequestableByPerson = {
  person: SubjectRow;
  /** false while Slack is not connected, when no one can request access (R4) */
  integrated: boolean;
  targets: readonly (TargetRow & { rules: readonly DescribedRule[] })[];
  total: number;
  page: number;
  pages: number;
};

/**
 * The targets that a person or program can request now, sorted by name: the list that people see in Slack, with the rules that allow
 * it. Admins only. Throws `invalid`, `forbidden`, `not-found`.
 */
export async function listRequestableByPerson(ctx: Context, input: unknown): Promise<RequestableByPerson> {
  const { userId, query, page, pageSize } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const person = await findSubject(organizationId, userId);
  if (!person) throw new AccessError('not-found', 'Person not found.');
  const requester = await findRequester(userId);
  const [list, stored] = await Promise.all([
    findRequestable({
      organizationId,
      userId,
      words: query.trim().split(/\s+/).filter(Boolean),
      limit: pageSize,
      offset: (page - 1) * pageSize,
    }),
    findJitPoliciesOf(organizationId, requester),
  ]);
  const rows = await findTargetsByIds(
    organizationId,
    list.targets.map(({ id }) => id),
  );
  const policies = policiesFor(stored, requester);
  const byId = new Map(rows.map((target) => [target.id, target]));
  const targets = list.targets.flatMap(({ id }) => {
    const target = byId.get(id);
    if (!target) return [];
    const rules = rulesFor(usablePolicies(policies, target), requester, target, list.now);
    return [{ ...target, rules: rules.map((rule) => describeRule(rule, target.type)) }];
  });
  const pages = Math.max(1, Math.ceil(list.total / pageSize));
  return { person, integrated: list.integrated, targets, total: list.total, page, pages };
}
