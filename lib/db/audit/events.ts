import { Prisma } from '@/generated/prisma/client';
import type { Via } from '@/lib/core/actor';
import type { AuditEvent } from '@/lib/core/audit-event';
import { connections, database, type Tx } from '../client';
import { labelOf, labelText } from '../people/subject-label';
import { searchPattern } from '../search-pattern';

/** The ids of what an event is about, to search the log by. */
export type AuditSubject = { requestId?: string; targetId?: string; userId?: string; policyId?: string };

export type NewAuditRow = AuditEvent &
  AuditSubject & {
    /** null for an attempt of an unknown organization */
    organizationId: string | null;
    actorKind: 'user' | 'api-key' | 'service-account' | 'system';
    actorId: string | null;
    actorName: string;
    via: Via;
    /** the client's network address; null without one */
    address: string | null;
  };

/** A call of a program, which is an event. */
export type NewCall = Pick<NewAuditRow, 'actorKind' | 'via' | 'address'> & {
  organizationId: string;
  actorId: string | null;
  data: Extract<AuditEvent, { action: 'call-api' }>['data'];
};

export type AuditRow = AuditEvent & {
  id: string;
  at: Date;
  actorName: string;
  via: Via;
  /** the client's network address; null in the oldest events, and where the actor has none */
  address: string | null;
} & { [Key in keyof AuditSubject]: string | null };

export type AuditFilter = {
  organizationId: string;
  /** also the events of no organization: attempts of unknown callers */
  withServer?: boolean | undefined;
  /** part of the email of the actor, or of the person that the event is about */
  person?: string | undefined;
  /** part of the name of the target that the event is about */
  target?: string | undefined;
  action?: string | undefined;
  /** without the calls of API keys and service accounts */
  withoutCalls?: boolean | undefined;
  requestId?: string | undefined;
  /** at this moment or later */
  from?: Date | undefined;
  /** before this moment */
  to?: Date | undefined;
  /** only events with a lower id */
  before?: string | undefined;
  take: number;
};

/** Appends an event and returns its id. The database refuses to change or delete rows. */
export async function insertAuditRow(tx: Tx, row: NewAuditRow): Promise<string> {
  const { id } = await tx.auditEvent.create({
    data: { ...row, data: row.data as Prisma.InputJsonValue },
    select: { id: true },
  });
  return String(id);
}

/** Appends the events of calls, in their order, with the names that their callers have now. */
export async function insertCalls(calls: readonly NewCall[]): Promise<void> {
  await connections().pool.query({ ...appendCalls, values: [JSON.stringify(calls)] });
}

const appendCalls = {
  name: 'append-calls',
  text: `INSERT INTO "audit_event" ("organization_id", "action", "actor_kind", "actor_id", "actor_name", "via", "data", "address")
    SELECT c."organizationId", 'call-api', c."actorKind", c."actorId", coalesce(${labelText('u')}, c."actorId"::text),
      c."via", c."data", c."address"
    FROM ROWS FROM (json_to_recordset($1::json) AS ("organizationId" uuid, "actorKind" text, "actorId" uuid, "via" text,
      "data" jsonb, "address" text)) WITH ORDINALITY AS c("organizationId", "actorKind", "actorId", "via", "data", "address", "n")
    LEFT JOIN "user" u ON u."id" = c."actorId" AND u."organization_id" = c."organizationId"
    ORDER BY c."n"`,
};

/** The events that match a filter, newest first. */
export async function findAuditRows(filter: AuditFilter): Promise<AuditRow[]> {
  const rows = await database().prisma.$queryRaw<({ id: bigint } & Omit<AuditRow, 'id'>)[]>`
    SELECT a."id", a."organization_id" AS "organizationId", a."at", a."action", a."actor_kind" AS "actorKind",
      a."actor_id" AS "actorId", a."actor_name" AS "actorName", a."via", a."request_id" AS "requestId",
      a."target_id" AS "targetId", a."user_id" AS "userId", a."policy_id" AS "policyId", a."data", a."address"
    FROM "audit_event" a WHERE ${whereOf(filter)}
    ORDER BY a."id" DESC LIMIT ${filter.take}`;
  return rows.map((row) => ({ ...row, id: String(row.id) }) as AuditRow);
}

function whereOf(filter: AuditFilter): Prisma.Sql {
  const { organizationId, withServer, person, target, action, withoutCalls, requestId, from, to, before } =
    filter;
  const people = Prisma.sql`(SELECT "id" FROM "user"
    WHERE "organization_id" = ${organizationId}::uuid AND ${labelOf('"user"')} ILIKE ${searchPattern(person ?? '')})`;
  const targets = Prisma.sql`(SELECT "id" FROM "target"
    WHERE "organization_id" = ${organizationId}::uuid AND "name" ILIKE ${searchPattern(target ?? '')})`;
  const conditions = [
    withServer
      ? Prisma.sql`(a."organization_id" = ${organizationId}::uuid OR a."organization_id" IS NULL)`
      : Prisma.sql`a."organization_id" = ${organizationId}::uuid`,
    person && Prisma.sql`(a."actor_name" ILIKE ${searchPattern(person)} OR a."user_id" IN ${people})`,
    target && Prisma.sql`a."target_id" IN ${targets}`,
    action && Prisma.sql`a."action" = ${action}`,
    withoutCalls && Prisma.sql`a."action" <> 'call-api'`,
    requestId && Prisma.sql`a."request_id" = ${requestId}::uuid`,
    from && Prisma.sql`a."at" >= ${from}`,
    to && Prisma.sql`a."at" < ${to}`,
    before && Prisma.sql`a."id" < ${BigInt(before)}`,
  ];
  return Prisma.join(
    conditions.filter((one) => typeof one === 'object'),
    ' AND ',
  );
}
