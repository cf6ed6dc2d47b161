import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findInventory, type InventoryTarget } from '@/lib/db/targets/inventory';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ targetId: z.uuid() });

/** One target, archived or not. Admins only. Throws `invalid`, `forbidden`, `not-found`. */
export async function getTarget(ctx: Context, input: unknown): Promise<InventoryTarget> {
  const { targetId: id } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { targets } = await findInventory({ organizationId: ctx.organizationId, id, take: 1, skip: 0 });
  const [target] = targets;
  if (!target) throw new AccessError('not-found', 'Target not found.');
  return target;
}
