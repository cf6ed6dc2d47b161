import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findParents } from '@/lib/db/policies/policies';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ policyId: z.uuid() });

/** The just-in-time policies that include a policy, by name; it can't be deleted while there are any. Throws `invalid`, `forbidden`. */
export async function listParents(ctx: Context, input: unknown): Promise<{ id: string; name: string }[]> {
  const { policyId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  return findParents(ctx.organizationId, policyId);
}
