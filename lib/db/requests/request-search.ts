import { Prisma } from '@/generated/prisma/client';
import type { RequestView } from '@/lib/core/access/request';
import { database } from '@/lib/db/client';
import { labelOf } from '@/lib/db/people/subject-label';
import { searchPattern } from '@/lib/db/search-pattern';
import { findRequestsByIds } from './requests';

export type RequestFilter = {
  organizationId: string;
  requesterId?: string | undefined;
  targetId?: string | undefined;
  /** `waiting`: pending; `live`: with an active grant; `decided`: all others */
  status?: 'waiting' | 'live' | 'decided' | undefined;
  /** a part of the requester's address or name */
  person?: string | undefined;
  /** a part of the target's name */
  target?: string | undefined;
  /** a part of the environment's name */
  environment?: string | undefined;
  /** a part of the name of the policy in charge */
  policy?: string | undefined;
  automatic?: boolean | undefined;
  /** requested at this time or later */
  from?: Date | undefined;
  /** requested before this time */
  before?: Date | undefined;
  /** only those after this one, in an order by time */
  after?: string | undefined;
  /** `person` and `target` group requests; the others are by time */
  order?: 'oldest' | 'newest' | 'person' | 'target' | undefined;
  /** what has timed out or expired by then is neither `waiting` nor `live`, whatever its row says (R12) */
  now: Date;
  take: number;
  skip: number;
};

export type FoundRequests = {
  requests: RequestView[];
  total: number;
  /** for order `person` or `target`: how many requests each one on this page has in all, by id */
  sizes: ReadonlyMap<string, number>;
};

/** Requests that match a filter: one page of them, and the total. */
export async function findRequests(filter: RequestFilter): Promise<FoundRequests> {
  const { prisma } = database();
  const from = fromAndWhere(filter);
  const [rows, counted] = await Promise.all([
    prisma.$queryRaw<{ id: string; key: string | null; size: number | null }[]>`
      SELECT r."id", ${sizeOf(filter)} ${from}
      ORDER BY ${orderOf(filter)} LIMIT ${filter.take} OFFSET ${filter.skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" ${from}`,
  ]);
  const requests = await findRequestsByIds(
    filter.organizationId,
    rows.map(({ id }) => id),
  );
  const sizes = rows.flatMap(({ key, size }) => (key && size ? [[key, size] as const] : []));
  return { requests, total: counted[0]?.total ?? 0, sizes: new Map(sizes) };
}

/** The first names of environments and policies, as suggestions for the search. */
export async function findRequestNames(
  organizationId: string,
  take: number,
): Promise<{ environments: string[]; policies: string[] }> {
  const { prisma } = database();
  const find = { select: { name: true }, orderBy: { name: 'asc' }, take } as const;
  const [environments, policies] = await Promise.all([
    prisma.environment.findMany({ ...find, where: { organizationId } }),
    prisma.policy.findMany({ ...find, where: { organizationId, type: 'JustInTime', deletedAt: null } }),
  ]);
  return { environments: environments.map(({ name }) => name), policies: policies.map(({ name }) => name) };
}

// Joins a table only for a search or an order by it: most pages are the newest requests, from one table.
function fromAndWhere(filter: RequestFilter): Prisma.Sql {
  const { organizationId, requesterId, status, person, target, environment, policy, now } = filter;
  const joins: Prisma.Sql[] = [];
  const where: Prisma.Sql[] = [Prisma.sql`r."organization_id" = ${organizationId}::uuid`];
  if (person || filter.order === 'person') {
    joins.push(Prisma.sql`JOIN "user" u ON u."id" = r."requester_id"`);
  }
  if (target || environment || filter.order === 'target') {
    joins.push(Prisma.sql`JOIN "target" t ON t."id" = r."target_id"`);
  }
  if (environment) {
    joins.push(Prisma.sql`JOIN "environment" e ON e."id" = t."environment_id"`);
    where.push(contains(Prisma.sql`e."name"`, environment));
  }
  if (policy) {
    joins.push(Prisma.sql`JOIN "policy" p ON p."id" = r."policy_id"`);
    where.push(contains(Prisma.sql`p."name"`, policy));
  }
  if (status === 'live') {
    joins.push(Prisma.sql`JOIN "grant" g ON g."request_id" = r."id"`);
    // By the grant's own organization, its index finds the few active ones among all.
    where.push(Prisma.sql`g."organization_id" = ${organizationId}::uuid AND ${isLive(now)}`);
  }
  if (status === 'waiting') where.push(isPending(now));
  if (status === 'decided') {
    where.push(Prisma.sql`NOT (${isPending(now)})`);
    where.push(
      Prisma.sql`NOT EXISTS (SELECT 1 FROM "grant" g WHERE g."request_id" = r."id" AND ${isLive(now)})`,
    );
  }
  if (requesterId) where.push(Prisma.sql`r."requester_id" = ${requesterId}::uuid`);
  if (filter.targetId) where.push(Prisma.sql`r."target_id" = ${filter.targetId}::uuid`);
  if (person) {
    where.push(Prisma.sql`(${contains(labelOf('u'), person)} OR ${contains(Prisma.sql`u."name"`, person)})`);
  }
  if (target) where.push(contains(Prisma.sql`t."name"`, target));
  if (filter.automatic !== undefined) where.push(Prisma.sql`r."automatic" = ${filter.automatic}`);
  if (filter.from) where.push(Prisma.sql`r."created_at" >= ${filter.from}`);
  if (filter.before) where.push(Prisma.sql`r."created_at" < ${filter.before}`);
  if (filter.after) where.push(isAfter(filter.after, filter.order));
  const joined = joins.length > 0 ? Prisma.join(joins, ' ') : Prisma.empty;
  return Prisma.sql`FROM "access_request" r ${joined} WHERE ${Prisma.join(where, ' AND ')}`;
}

/** Whether a request comes after another one in `orderOf`. */
function isAfter(id: string, order: RequestFilter['order']): Prisma.Sql {
  const later = order === 'oldest' ? Prisma.sql`>` : Prisma.sql`<`;
  return Prisma.sql`EXISTS (SELECT 1 FROM "access_request" c WHERE c."id" = ${id}::uuid AND (
    r."created_at" ${later} c."created_at" OR r."created_at" = c."created_at" AND r."id" > c."id"))`;
}

function isPending(now: Date): Prisma.Sql {
  return Prisma.sql`r."state" = 'Pending' AND (r."lapses_at" IS NULL OR r."lapses_at" > ${now})`;
}

function isLive(now: Date): Prisma.Sql {
  return Prisma.sql`g."state" = 'Active' AND g."expires_at" > ${now}`;
}

function contains(column: Prisma.Sql, words: string): Prisma.Sql {
  return Prisma.sql`${column} ILIKE ${searchPattern(words)}`;
}

function sizeOf({ order }: RequestFilter): Prisma.Sql {
  if (order === 'person')
    return Prisma.sql`r."requester_id" AS "key", ${sizeBy(Prisma.sql`r."requester_id"`)}`;
  if (order === 'target') return Prisma.sql`r."target_id" AS "key", ${sizeBy(Prisma.sql`r."target_id"`)}`;
  return Prisma.sql`NULL AS "key", NULL AS "size"`;
}

function sizeBy(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`count(*) OVER (PARTITION BY ${column})::int AS "size"`;
}

function orderOf({ order }: RequestFilter): Prisma.Sql {
  const newest = Prisma.sql`r."created_at" DESC, r."id"`;
  if (order === 'oldest') return Prisma.sql`r."created_at", r."id"`;
  if (order === 'person') return Prisma.sql`${labelOf('u')}, ${newest}`;
  if (order === 'target') return Prisma.sql`t."name", r."target_id", ${newest}`;
  return newest;
}
