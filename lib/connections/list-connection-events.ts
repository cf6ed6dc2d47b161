import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { subjectKinds } from '@/lib/core/subject';
import {
  type ConnectionEventRow,
  countConnectionEvents,
  findConnectionEvents,
} from '@/lib/db/connections/connections';
import { parse } from '@/lib/parse';

export type { ConnectionEventRow };

const names = z.array(z.string().min(1).max(1000)).max(1000).optional();
const ids = z.array(z.uuid()).max(1000).optional();

const inputSchema = z.object({
  connectionIds: ids,
  userIds: ids,
  subjectKinds: z.array(z.enum(subjectKinds)).optional(),
  /** emails, and names of API keys */
  names,
  /** whether the subject is an admin now */
  isAdmin: z.boolean().optional(),
  targetIds: ids,
  targetNames: names,
  targetTypes: names,
  targetUsers: names,
  environmentIds: ids,
  environmentNames: names,
  types: names,
  personWords: z.string().trim().max(200).optional(),
  targetWords: z.string().trim().max(200).optional(),
  from: z.date().optional(),
  to: z.date().optional(),
  /** only those after an event, in the order of the list */
  after: z.uuid().optional(),
  take: z.number().int().min(1).max(10_000).default(500),
});

const pageSchema = z.object({ page: z.number().int().min(1).max(1_000_000).default(1) });
const pageSize = 50;

export type ConnectionEventPage = {
  events: ConnectionEventRow[];
  total: number;
  page: number;
  pages: number;
};

/**
 * Events of connections, newest first, by any of the filters: of everybody for admins and their programs, of the caller
 * for others.
 */
export async function listConnectionEvents(ctx: Context, input: unknown): Promise<ConnectionEventRow[]> {
  const filter = parse(inputSchema, input);
  const { organizationId } = ctx;
  const person = await requireSubject(ctx);
  if (person.role === 'User') {
    const others = filter.userIds !== undefined && !filter.userIds.includes(person.id);
    return others ? [] : findConnectionEvents({ ...filter, organizationId, userIds: [person.id] });
  }
  await requireAdminOrKey(ctx);
  return findConnectionEvents({ ...filter, organizationId });
}

/** The same of everybody, a page at a time, with the total. Admins and their programs only. */
export async function pageConnectionEvents(ctx: Context, input: unknown): Promise<ConnectionEventPage> {
  const { page } = parse(pageSchema, input);
  await requireAdminOrKey(ctx);
  const filter = { ...parse(inputSchema, input), organizationId: ctx.organizationId };
  const [events, total] = await Promise.all([
    findConnectionEvents({ ...filter, take: pageSize, skip: (page - 1) * pageSize }),
    countConnectionEvents(filter),
  ]);
  return { events, total, page, pages: Math.max(1, Math.ceil(total / pageSize)) };
}
