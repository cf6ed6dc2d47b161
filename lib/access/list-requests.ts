import { z } from 'zod';
import { requireAdmin, requirePerson } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import type { RequestView } from '@/lib/core/request';
import { findRequests } from '@/lib/db/requests';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  /** `all`: of the whole organization, admins only; `own`: the person's */
  whose: z.enum(['all', 'own']),
  standing: z.enum(['waiting', 'live', 'decided']).optional(),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(100).default(50),
});

export type RequestList = { requests: RequestView[]; total: number; page: number; pages: number; now: Date };

/**
 * Requests, newest first; waiting ones oldest first. Throws `forbidden` when somebody who is no admin asks
 * for all.
 */
export async function listRequests(ctx: Context, input: unknown): Promise<RequestList> {
  const { whose, standing, page, pageSize } = parse(inputSchema, input);
  const person = await (whose === 'all' ? requireAdmin(ctx) : requirePerson(ctx));
  const now = await databaseNow();
  const { requests, total } = await findRequests({
    organizationId: ctx.organizationId,
    ...(whose === 'own' && { requesterId: person.id }),
    ...(standing && { standing }),
    now,
    take: pageSize,
    skip: (page - 1) * pageSize,
  });
  return { requests, total, page, pages: Math.max(1, Math.ceil(total / pageSize)), now };
}
