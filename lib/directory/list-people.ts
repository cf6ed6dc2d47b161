import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { peopleColumns } from '@/lib/core/sort';
import { findPeople, type PeopleListRow } from '@/lib/db/people/people-list';
import { findInstallation } from '@/lib/db/slack/installations';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  /** part of the email or the name */
  query: z.string().trim().max(200).optional(),
  groupId: z.string().max(1000).optional(),
  role: z.enum(['User', 'Admin']).optional(),
  slack: z.enum(['linked', 'matched', 'barred', 'none']).optional(),
  disabled: z.boolean().optional(),
  sort: z.object({ by: z.enum(peopleColumns), descending: z.boolean() }).optional(),
  page: z.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});

export type PeopleList = { people: PeopleListRow[]; total: number; page: number; pages: number };

/** A page of people, sorted by email unless the input says otherwise. Admins only. Throws `invalid`, `forbidden`. */
export async function listPeople(ctx: Context, input: unknown): Promise<PeopleList> {
  const { page, pageSize, ...filter } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const installation = await findInstallation(organizationId);
  const { people, total } = await findPeople({
    ...filter,
    organizationId,
    teamId: installation?.teamId ?? null,
    take: pageSize,
    skip: (page - 1) * pageSize,
  });
  return { people, total, page, pages: Math.max(1, Math.ceil(total / pageSize)) };
}
