import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError, type InputError } from '@/lib/core/error';
import { policyTypes } from '@/lib/core/policy/policy';
import { findPolicy, findWholePolicies, type PolicyRecord } from '@/lib/db/policies/policies';
import { findSubjectIds } from '@/lib/db/policies/policy-references';
import { parse } from '@/lib/parse';

export type { PolicyRecord };

const listInput = z.object({
  type: z.enum(policyTypes),
  /** only policies that list one of these subjects or groups */
  subjects: z.array(z.uuid('Use the id of a subject.').toLowerCase()).optional(),
  groups: z.array(z.string().min(1)).optional(),
});
const oneInput = z.object({ type: z.enum(policyTypes), policyId: z.uuid() });

/**
 * The policies of a type, sorted by name. Admins and admin API keys only. Throws `forbidden`, and `invalid`, also for a subject that
 * the organization does not have.
 */
export async function listWholePolicies(ctx: Context, input: unknown): Promise<PolicyRecord[]> {
  const filter = parse(listInput, input);
  await requireAdminOrKey(ctx);
  await requireSubjects(ctx.organizationId, filter.subjects ?? []);
  return findWholePolicies(ctx.organizationId, filter);
}

/** One policy of a type. Admins and admin API keys only. Throws `invalid`, `forbidden`, `not-found`. */
export async function getWholePolicy(ctx: Context, input: unknown): Promise<PolicyRecord> {
  const { type, policyId } = parse(oneInput, input);
  await requireAdminOrKey(ctx);
  const policy = await findPolicy(ctx.organizationId, policyId);
  if (policy?.type !== type) throw new AccessError('not-found', 'Policy not found.');
  return policy;
}

async function requireSubjects(organizationId: string, ids: readonly string[]): Promise<void> {
  const known = await findSubjectIds(organizationId, ids);
  const faults = ids.flatMap((id, index): InputError[] =>
    known.has(id) ? [] : [{ path: `subjects[${index}]`, message: 'There is no subject with this id.' }],
  );
  const [first] = faults;
  if (first) throw new AccessError('invalid', first.message, { faults });
}
