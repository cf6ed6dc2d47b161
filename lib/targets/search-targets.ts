import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { targetTypes } from '@/lib/core/target/target';
import { findMatchingEnvironments, findMatchingTargets } from '@/lib/db/targets/matching-targets';
import type { TargetRow } from '@/lib/db/targets/targets';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  query: z.string().max(200),
  types: z.array(z.enum(targetTypes)).default([...targetTypes]),
  take: z.number().int().min(1).max(100).default(20),
});

/**
 * The first targets of some types and the first environments that match part of a name. Admins only. Throws `invalid`,
 * `forbidden`.
 */
export async function searchTargets(
  ctx: Context,
  input: unknown,
): Promise<{ targets: TargetRow[]; environments: { id: string; name: string; targetCount: number }[] }> {
  const { query, types, take } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const [targets, environments] = await Promise.all([
    findMatchingTargets(organizationId, types, query.trim(), take),
    findMatchingEnvironments(organizationId, types, query.trim(), take),
  ]);
  return { targets, environments };
}
