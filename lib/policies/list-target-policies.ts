import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findTargetPolicies, type TargetPolicy } from '@/lib/db/policies/target-policies';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * The policies in effect that reach a target, just-in-time ones first; none for a target of another organization. Admins
 * only. Throws `invalid`, `forbidden`.
 */
export async function listTargetPolicies(ctx: Context, input: unknown): Promise<TargetPolicy[]> {
  const { targetId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  return findTargetPolicies(ctx.organizationId, targetId);
}
