import { z } from 'zod';
import { requireAdmin } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { targetTypes } from '@/lib/core/target';
import { findTargets, type TargetRow } from '@/lib/db/targets';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ types: z.array(z.enum(targetTypes)).optional() });

/** The targets of the organization by name, of some types or all; retired ones are left out. Admins only. */
export async function listTargets(ctx: Context, input: unknown): Promise<TargetRow[]> {
  const { types } = parse(inputSchema, input);
  await requireAdmin(ctx);
  return findTargets(ctx.organizationId, types);
}
