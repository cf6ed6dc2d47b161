import { z } from 'zod';
import { requireAdminSubject, requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { statusAt } from '@/lib/core/access/request';
import { reviewRefusal } from '@/lib/core/access/review';
import { findOrganization } from '@/lib/db/people/organizations';
import { type FoundRequests, findRequests } from '@/lib/db/requests/request-search';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const words = z.string().trim().max(200, 'Search for at most 200 characters.').optional();

/** What requests are searched by; all parts are optional. */
const requestFilterInput = z.object({
  person: words,
  target: words,
  environment: words,
  policy: words,
  /** approved by a policy, or decided by an admin */
  automatic: z.boolean().optional(),
  /** requested at this time or later */
  from: z.date().optional(),
  /** requested before this time */
  before: z.date().optional(),
});

const inputSchema = requestFilterInput.extend({
  /** `all`: of the organization, admins only; `own`: of the caller */
  whose: z.enum(['all', 'own']),
  /** of one person; for admins */
  requesterId: z.uuid().optional(),
  targetId: z.uuid().optional(),
  status: z.enum(['waiting', 'live', 'decided']).optional(),
  /** groups requests by requester or target */
  by: z.enum(['person', 'target']).optional(),
  /** only those after a request, in an order by time */
  after: z.uuid().optional(),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(1000).default(50),
});

export type RequestList = FoundRequests & {
  page: number;
  pages: number;
  now: Date;
  /** ids of the pending requests on this page that the caller can decide (R6) */
  decidable: ReadonlySet<string>;
};

/**
 * Requests, newest first; pending ones oldest first, since they are a queue. Throws `forbidden` for `all` when the caller
 * is no admin.
 */
export async function listRequests(ctx: Context, input: unknown): Promise<RequestList> {
  const { whose, by, page, pageSize, ...filter } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const person = await (whose === 'all' ? requireAdminSubject(ctx) : requireSubject(ctx));
  const [now, organization] = await Promise.all([databaseNow(), findOrganization(organizationId)]);
  const found = await findRequests({
    ...filter,
    organizationId,
    ...(whose === 'own' && { requesterId: person.id }),
    order: by ?? (filter.status === 'waiting' ? 'oldest' : 'newest'),
    now,
    take: pageSize,
    skip: (page - 1) * pageSize,
  });
  const decidable = found.requests.filter(
    (request) =>
      statusAt(request, now) === 'Pending' && reviewRefusal(person, request, organization) === null,
  );
  const pages = Math.max(1, Math.ceil(found.total / pageSize));
  return { ...found, page, pages, now, decidable: new Set(decidable.map(({ id }) => id)) };
}
