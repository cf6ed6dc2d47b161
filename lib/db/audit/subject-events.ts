import { Prisma } from '@/generated/prisma/client';
import { database } from '../client';
import type { AuditRow } from './events';

/** An event that a person or an API key caused, and whether they are an admin now. */
export type SubjectEventRow = AuditRow & {
  actorId: string;
  actorKind: 'user' | 'api-key';
  /** the email of a person, the name of a key */
  subjectName: string;
  isAdmin: boolean;
};

export type SubjectEventFilter = {
  organizationId: string;
  subjectIds?: string[] | undefined;
  subjectTypes?: ('User' | 'ApiKey' | 'ServiceAccount')[] | undefined;
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
const subjectName = Prisma.sql`coalesce(k."name", a."actor_name")`;
const isAdmin = Prisma.sql`coalesce(u."role", k."role")::text = 'Admin'`;

/** The events that people and API keys of an organization caused, newest first. */
export async function findSubjectEvents(filter: SubjectEventFilter): Promise<SubjectEventRow[]> {
  const rows = await database().prisma.$queryRaw<({ id: bigint } & Omit<SubjectEventRow, 'id'>)[]>`
    SELECT a."id", a."at", a."action", a."actor_kind" AS "actorKind", a."actor_id" AS "actorId",
      a."actor_name" AS "actorName", ${subjectName} AS "subjectName", a."via", a."request_id" AS "requestId", a."target_id" AS "targetId",
      a."user_id" AS "userId", a."policy_id" AS "policyId", a."data", a."address", coalesce(${isAdmin}, false) AS "isAdmin"
    FROM "audit_event" a
      LEFT JOIN "user" u ON u."id" = a."actor_id" AND u."organization_id" = a."organization_id"
      LEFT JOIN "api_token" k ON k."id" = a."actor_id" AND k."organization_id" = a."organization_id"
        AND k."user_id" IS NULL
    WHERE a."organization_id" = ${filter.organizationId}::uuid AND ${whereOf(filter)}
    ORDER BY a."id" DESC LIMIT ${filter.take}`;
  return rows.map((row) => ({ ...row, id: String(row.id) }) as SubjectEventRow);
}

function whereOf(filter: SubjectEventFilter): Prisma.Sql {
  const kinds = filter.subjectTypes?.map(
    (type) => ({ User: 'user', ApiKey: 'api-key', ServiceAccount: '' })[type],
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
    filter.allowed !== undefined && Prisma.sql`(a."action" <> 'refuse-attempt') = ${filter.allowed}`,
    filter.from && Prisma.sql`a."at" >= ${filter.from}`,
    filter.to && Prisma.sql`a."at" < ${filter.to}`,
    filter.after && Prisma.sql`a."id" < ${filter.after}::bigint`,
  ];
  return Prisma.join(
    conditions.filter((one) => typeof one === 'object'),
    ' AND ',
  );
}
