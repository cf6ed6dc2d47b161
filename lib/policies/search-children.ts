import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { childPolicyTypes } from '@/lib/core/policy/policy';
import { findPolicyItems, type PolicyItem } from '@/lib/db/policies/policy-list';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  query: z.string().max(200).default(''),
  /** only policies with these ids */
  ids: z.array(z.uuid()).optional(),
  take: z.number().int().min(1).max(10_000).default(20),
});

/** The policies that a just-in-time policy can include, sorted by name. Admins only. Throws `invalid`, `forbidden`. */
export async function searchChildren(ctx: Context, input: unknown): Promise<PolicyItem[]> {
  const { query, ids, take } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const filter = { organizationId, query: query.trim(), ids, types: childPolicyTypes, take, skip: 0 };
  const found = await findPolicyItems(filter);
  return found.policies;
}
