import { z } from 'zod';
import { requireAdmin } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { policyTypes } from '@/lib/core/policy';
import { findPolicies, type PolicyRecord } from '@/lib/db/policies';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ type: z.enum(policyTypes).optional() });

/** The policies of the organization by name, of one type or all. Admins only. */
export async function listPolicies(ctx: Context, input: unknown): Promise<PolicyRecord[]> {
  const { type } = parse(inputSchema, input);
  await requireAdmin(ctx);
  return findPolicies(ctx.organizationId, type);
}
