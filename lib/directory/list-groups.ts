import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { findGroups, type GroupRow } from '@/lib/db/people/groups';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  query: z.string().trim().max(200).default(''),
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});

export type GroupList = { groups: GroupRow[]; total: number; page: number; pages: number };

/** A page of the identity provider's groups, sorted by name. Admins and admin API keys only. Throws `invalid`, `forbidden`. */
export async function listGroups(ctx: Context, input: unknown): Promise<GroupList> {
  const { query, page, pageSize } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const found = await findGroups({ organizationId, query, take: pageSize, skip: (page - 1) * pageSize });
  return { ...found, page, pages: Math.max(1, Math.ceil(found.total / pageSize)) };
}
