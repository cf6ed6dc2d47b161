import { Prisma } from '@/generated/prisma/client';
import type { SubjectKind } from '@/lib/core/subject';
import { database } from '../client';
import type { AuditRow } from './events';

/** An event that a subject caused, and whether it is an admin now. */
export type SubjectEventRow = AuditRow & {
  actorId: string;
  actorKind: 'user' | 'api-key' | 'service-account';
  /** the email of a person, the name of a key */
  subjectName: string;
  isAdmin: boolean;
};

export type SubjectEventFilter = {
  organizationId: string;
  subjectIds?: string[] | undefined;
  subjectTypes?: SubjectKind[] | undefined;
  /** emails and names, in any case */
  subjectNames?: string[] | undefined;
  isAdmin?: boolean | undefined;
  addresses?: string[] | undefined;
  actions?: string[] | undefined;
  /** false for refused attempts only, true for the others */
  allowed?: boolean | undefined;
  /** at this moment or later, and before this one */
  from?: Date | undefined;
  to?: Date | undefined;
  /** only those after this one */
  after?: string | undefined;
  take: number;
};

// The log says `API key NAME` in the place of an email.
const subjectName = Prisma.sql`CASE WHEN u."kind" = 'ApiKey' THEN u."name" ELSE a."actor_name" END`;
const isAdmin = Prisma.sql`u."role" = 'Admin'`;

// As `isRefusedEvent` says it.
const isAllowed = Prisma.sql`(a."action" <> 'refuse-attempt'
  AND NOT (a."action" = 'call-api' AND a."data"->>'status' IN ('401', '403')))`;

/** The events that subjects of an organization caused, newest first. */
export async function findSubjectEvents(filter: SubjectEventFilter): Promise<SubjectEventRow[]> {
  const rows = await database().prisma.$queryRaw<({ id: bigint } & Omit<SubjectEventRow, 'id'>)[]>`
    SELECT a."id", a."at", a."action", a."actor_kind" AS "actorKind", a."actor_id" AS "actorId",
      a."actor_name" AS "actorName", ${subjectName} AS "subjectName", a."via", a."request_id" AS "requestId", a."target_id" AS "targetId",
      a."user_id" AS "userId", a."policy_id" AS "policyId", a."data", a."address", coalesce(${isAdmin}, false) AS "isAdmin"
    FROM "audit_event" a
      LEFT JOIN "user" u ON u."id" = a."actor_id" AND u."organization_id" = a."organization_id"
    WHERE a."organization_id" = ${filter.organizationId}::uuid AND ${whereOf(filter)}
    ORDER BY a."id" DESC LIMIT ${filter.take}`;
  return rows.map((row) => ({ ...row, id: String(row.id) }) as SubjectEventRow);
}

function whereOf(filter: SubjectEventFilter): Prisma.Sql {
  const kinds = filter.subjectTypes?.map(
    (type) => ({ User: 'user', ApiKey: 'api-key', ServiceAccount: 'service-account' })[type],
  );
  const names = filter.subjectNames?.map((name) => name.toLowerCase());
  const conditions = [
    Prisma.sql`a."actor_id" IS NOT NULL`,
    kinds && Prisma.sql`a."actor_kind" = ANY(${kinds})`,
    filter.subjectIds && Prisma.sql`a."actor_id" = ANY(${filter.subjectIds}::uuid[])`,
    names && Prisma.sql`lower(${subjectName}) = ANY(${names})`,
    filter.isAdmin !== undefined && Prisma.sql`coalesce(${isAdmin}, false) = ${filter.isAdmin}`,
    filter.addresses && Prisma.sql`a."address" = ANY(${filter.addresses})`,
    filter.actions && Prisma.sql`a."action" = ANY(${filter.actions})`,
    filter.allowed !== undefined && Prisma.sql`${isAllowed} = ${filter.allowed}`,
    filter.from && Prisma.sql`a."at" >= ${filter.from}`,
    filter.to && Prisma.sql`a."at" < ${filter.to}`,
    filter.after && Prisma.sql`a."id" < ${filter.after}::bigint`,
  ];
  return Prisma.join(
    conditions.filter((one) => typeof one === 'object'),
    ' AND ',
  );
}
