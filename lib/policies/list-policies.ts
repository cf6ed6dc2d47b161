import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { policyTypes } from '@/lib/core/policy/policy';
import { findPolicyItems, type PolicyItem } from '@/lib/db/policies/policy-list';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  types: z.array(z.enum(policyTypes)).optional(),
  /** part of the name or the description */
  query: z.string().max(200).optional(),
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(100),
});

export type PolicyList = { policies: PolicyItem[]; total: number; page: number; pages: number };

/**
 * A page of policies, just-in-time ones first, each type sorted by name. Admins only. Throws `invalid`, `forbidden`.
 */
export async function listPolicies(ctx: Context, input: unknown): Promise<PolicyList> {
  const { types, query, page, pageSize } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const filter = { organizationId, types, query: query?.trim(), take: pageSize, skip: (page - 1) * pageSize };
  const { policies, total } = await findPolicyItems(filter);
  return { policies, total, page, pages: Math.max(1, Math.ceil(total / pageSize)) };
}
