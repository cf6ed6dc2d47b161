import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findPolicy, type PolicyRecord } from '@/lib/db/policies/policies';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ policyId: z.uuid() });

/** One policy. Admins only. Throws `invalid`, `forbidden`, `not-found`. */
export async function getPolicy(ctx: Context, input: unknown): Promise<PolicyRecord> {
  const { policyId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const policy = await findPolicy(ctx.organizationId, policyId);
  if (!policy) throw new AccessError('not-found', 'Policy not found.');
  return policy;
}
