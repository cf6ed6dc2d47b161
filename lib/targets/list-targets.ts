import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { inventoryColumns } from '@/lib/core/sort';
import { setupStatuses } from '@/lib/core/target/setup-status';
import { targetTypes } from '@/lib/core/target/target';
import { findInventory, type InventoryTarget } from '@/lib/db/targets/inventory';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  /** part of the name or the host */
  query: z.string().trim().max(200).optional(),
  type: z.enum(targetTypes).optional(),
  /** the name of an environment */
  environment: z.string().max(200).optional(),
  /** true for archived targets only, false for none of them, undefined for both */
  archived: z.boolean().optional(),
  setupStatus: z.enum(setupStatuses).optional(),
  sort: z.object({ by: z.enum(inventoryColumns), descending: z.boolean() }).optional(),
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});

export type TargetList = { targets: InventoryTarget[]; total: number; page: number; pages: number };

/** A page of targets, sorted by name unless the input says otherwise. Admins only. Throws `invalid`, `forbidden`. */
export async function listTargets(ctx: Context, input: unknown): Promise<TargetList> {
  const { page, pageSize, ...filter } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const found = await findInventory({
    ...filter,
    organizationId,
    take: pageSize,
    skip: (page - 1) * pageSize,
  });
  return { ...found, page, pages: Math.max(1, Math.ceil(found.total / pageSize)) };
}
