import { type Prisma, Role } from '@/generated/prisma/client';
import type { CloseReason, ConnectionView } from '@/lib/core/access/connection';
import type { AccessBasis } from '@/lib/core/access/entitlement';
import type { SubjectKind } from '@/lib/core/subject';
import type { Verb } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';
import { lockOpenings } from '@/lib/db/locks';
import { subjectColumns, toSubjectRef } from '@/lib/db/people/subject-label';
import { databaseNow } from '@/lib/db/transaction';

const whole = {
  user: { select: subjectColumns },
  target: { include: { environment: { select: { name: true } } } },
} as const satisfies Prisma.ConnectionInclude;

type Row = Prisma.ConnectionGetPayload<{ include: typeof whole }>;

export type NewConnection = {
  id: string;
  organizationId: string;
  userId: string;
  targetId: string;
  targetUser: string | null;
  targetGroups: string[];
  verb: Verb | null;
  basis: AccessBasis;
  idleAt: Date;
};

/**
 * Inserts an open connection, unless the person has `most` of them with contact to their client; false then. Their
 * other openings wait for the end of this transaction, so that the count is right.
 */
export async function insertConnection(tx: Tx, connection: NewConnection, most: number): Promise<boolean> {
  const { basis, ...row } = connection;
  const { userId } = row;
  await lockOpenings(tx, userId);
  const inContact = { userId, state: 'Open' as const, idleAt: { gt: await databaseNow(tx) } };
  if ((await tx.connection.count({ where: inContact })) >= most) return false;
  await tx.connection.create({ data: { ...row, requestId: basis.requestId, policyId: basis.policyId } });
  return true;
}

/** One connection of an organization; null when it has none of that id. */
export async function findConnection(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<ConnectionView | null> {
  const row = await tx.connection.findFirst({ where: { id, organizationId }, include: whole });
  const [view] = row ? await views(tx, [row]) : [];
  return view ?? null;
}

export type ConnectionFilter = {
  organizationId: string;
  userId?: string | undefined;
  targetId?: string | undefined;
  requestId?: string | undefined;
  states?: ('Open' | 'Closed')[] | undefined;
  verb?: Verb | undefined;
  types?: readonly ConnectionView['target']['type'][] | undefined;
  /** a part of the person's email, of the target's name */
  personWords?: string | undefined;
  targetWords?: string | undefined;
  /** only those after this one */
  after?: string | undefined;
  take: number;
  skip?: number;
};

/** Connections that match a filter, newest first, and the total. */
export async function findConnections(
  filter: ConnectionFilter,
  tx: Tx = database().prisma,
): Promise<{ connections: ConnectionView[]; total: number }> {
  const { organizationId, userId, targetId, requestId, states, verb, types, take, skip = 0 } = filter;
  const target = {
    ...(types && { type: { in: [...types] } }),
    ...(filter.targetWords && { name: part(filter.targetWords) }),
  };
  const where: Prisma.ConnectionWhereInput = {
    organizationId,
    ...(userId && { userId }),
    ...(targetId && { targetId }),
    ...(requestId && { requestId }),
    ...(states && { state: { in: states } }),
    ...(verb && { verb }),
    ...(Object.keys(target).length > 0 && { target }),
    ...(filter.personWords && { user: named(filter.personWords) }),
    ...(filter.after && { NOT: { id: filter.after } }),
  };
  const rows = await tx.connection.findMany({
    where,
    ...startAfter(filter.after),
    include: whole,
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take,
    skip,
  });
  return { connections: await views(tx, rows), total: await tx.connection.count({ where }) };
}

/** Where a list begins. `skip` would leave out the first row after one that no longer matches the filter. */
function startAfter(id: string | undefined): { cursor?: { id: string } } {
  return id === undefined ? {} : { cursor: { id } };
}

export async function hasOpenConnection(tx: Tx, organizationId: string): Promise<boolean> {
  return (
    (await tx.connection.findFirst({ where: { organizationId, state: 'Open' }, select: { id: true } })) !==
    null
  );
}

/** The open connections of an organization, or of one subject, oldest first. */
export async function findOpenConnectionIds(
  organizationId: string,
  userId?: string,
  tx: Tx = database().prisma,
): Promise<string[]> {
  const rows = await tx.connection.findMany({
    where: { organizationId, state: 'Open', ...(userId && { userId }) },
    select: { id: true },
    orderBy: { openedAt: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/**
 * Open connections of all organizations that ended without a word of their client. To a server or a database, a session
 * can go on while its client has no contact with us, so a day has to pass. Clusters and web apps have no such session.
 */
export async function findIdleConnections(limit: number): Promise<{ id: string; organizationId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT c."id", c."organization_id" AS "organizationId" FROM "connection" c
    JOIN "target" t ON t."id" = c."target_id"
    WHERE c."state" = 'Open' AND c."quiet_at" <= now()
      AND (t."type" IN ('Cluster', 'Web') OR c."quiet_at" <= now() - interval '1 day')
    ORDER BY c."quiet_at" LIMIT ${limit}`;
}

/** Closes an open connection. False when it was closed before. */
export async function closeConnectionRow(
  tx: Tx,
  id: string,
  closed: { at: Date; reason: CloseReason; words: string },
): Promise<boolean> {
  const { count } = await tx.connection.updateMany({
    where: { id, state: 'Open' },
    data: { state: 'Closed', closedAt: closed.at, closeReason: closed.reason, closeWords: closed.words },
  });
  return count === 1;
}

/** Writes what gives the access of an open connection now. */
export async function moveConnection(tx: Tx, id: string, basis: AccessBasis): Promise<void> {
  const { requestId, policyId } = basis;
  await tx.connection.updateMany({ where: { id, state: 'Open' }, data: { requestId, policyId } });
}

/** A client has polled: its connection is idle only after so many seconds more. */
export async function touchConnection(
  id: string,
  seconds: number,
  tx: Tx = database().checks.prisma,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "connection" SET "quiet_at" = greatest("quiet_at", now() + make_interval(secs => ${seconds}))
    WHERE "id" = ${id}::uuid AND "state" = 'Open'`;
}

/**
 * Those among some connections that are closed, or whose grant has ended by the database's clock, before a worker has
 * marked it.
 */
export async function findEndedAmong(ids: readonly string[]): Promise<string[]> {
  const { rows } = await database().checks.pool.query<{ id: string }>({
    name: 'find-ended-connections',
    text: `SELECT c."id" FROM "connection" c LEFT JOIN "grant" g ON g."request_id" = c."request_id"
      WHERE c."id" = ANY ($1::uuid[]) AND (c."state" = 'Closed'
        OR (c."request_id" IS NOT NULL AND (g."state" IS DISTINCT FROM 'Active' OR g."expires_at" <= now())))`,
    values: [ids],
  });
  return rows.map(({ id }) => id);
}

export type ConnectionEventType = 'Created' | 'Closed' | 'ClientConnect' | 'ClientDisconnect';

/** Inserts an event of a connection. */
export async function insertConnectionEvent(
  tx: Tx,
  event: {
    id: string;
    organizationId: string;
    connectionId: string;
    type: ConnectionEventType;
    reason: string;
  },
): Promise<void> {
  await tx.connectionEvent.create({ data: event });
}

export type ConnectionEventRow = {
  id: string;
  type: string;
  reason: string;
  at: Date;
  connection: ConnectionView;
};

export type ConnectionEventFilter = {
  organizationId: string;
  connectionIds?: readonly string[] | undefined;
  userIds?: readonly string[] | undefined;
  subjectKinds?: readonly SubjectKind[] | undefined;
  /** emails, and names of API keys */
  names?: readonly string[] | undefined;
  /** whether the subject is an admin now */
  isAdmin?: boolean | undefined;
  targetIds?: readonly string[] | undefined;
  targetNames?: readonly string[] | undefined;
  targetTypes?: readonly string[] | undefined;
  targetUsers?: readonly string[] | undefined;
  environmentIds?: readonly string[] | undefined;
  environmentNames?: readonly string[] | undefined;
  types?: readonly string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** a part of the person's email, of the target's name */
  personWords?: string | undefined;
  targetWords?: string | undefined;
  /** only those after this one */
  after?: string | undefined;
  take: number;
  skip?: number | undefined;
};

/** Events of connections, newest first. */
export async function findConnectionEvents(filter: ConnectionEventFilter): Promise<ConnectionEventRow[]> {
  const { prisma } = database();
  const rows = await prisma.connectionEvent.findMany({
    where: { ...eventsWhere(filter), ...(filter.after && { NOT: { id: filter.after } }) },
    ...startAfter(filter.after),
    include: { connection: { include: whole } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: filter.take,
    skip: filter.skip ?? 0,
  });
  const connections = await views(
    prisma,
    rows.map((row) => row.connection),
  );
  return rows.flatMap(({ id, type, reason, at }, index) => {
    const connection = connections[index];
    return connection ? [{ id, type, reason, at, connection }] : [];
  });
}

/** The total of the events that match a filter. */
export async function countConnectionEvents(filter: ConnectionEventFilter): Promise<number> {
  return database().prisma.connectionEvent.count({ where: eventsWhere(filter) });
}

function eventsWhere(filter: ConnectionEventFilter): Prisma.ConnectionEventWhereInput {
  const environment = {
    ...(filter.environmentIds && { id: { in: [...filter.environmentIds] } }),
    ...(filter.environmentNames && { name: { in: [...filter.environmentNames] } }),
  };
  const target = {
    ...(filter.targetNames && { name: { in: [...filter.targetNames] } }),
    ...(filter.targetTypes && { type: { in: [...filter.targetTypes] as Row['target']['type'][] } }),
    ...(filter.targetWords && { AND: { name: part(filter.targetWords) } }),
    ...(Object.keys(environment).length > 0 && { environment }),
  };
  const user = {
    ...(filter.subjectKinds && { kind: { in: [...filter.subjectKinds] } }),
    ...(filter.names && {
      OR: [
        { email: { in: [...filter.names] } },
        { kind: 'ApiKey' as const, name: { in: [...filter.names] } },
      ],
    }),
    ...(filter.isAdmin !== undefined && { role: filter.isAdmin ? Role.Admin : Role.User }),
    ...(filter.personWords && { AND: named(filter.personWords) }),
  };
  return {
    organizationId: filter.organizationId,
    ...(filter.connectionIds && { connectionId: { in: [...filter.connectionIds] } }),
    ...(filter.types && { type: { in: [...filter.types] } }),
    at: { ...(filter.from && { gte: filter.from }), ...(filter.to && { lt: filter.to }) },
    connection: {
      ...(filter.userIds && { userId: { in: [...filter.userIds] } }),
      ...(Object.keys(user).length > 0 && { user }),
      ...(filter.targetIds && { targetId: { in: [...filter.targetIds] } }),
      ...(filter.targetUsers && { targetUser: { in: [...filter.targetUsers] } }),
      ...(Object.keys(target).length > 0 && { target }),
    },
  };
}

/** Subjects with some words in the name that people read. */
function named(words: string) {
  return { OR: [{ email: part(words) }, { kind: 'ApiKey' as const, name: part(words) }] };
}

function part(words: string) {
  return { contains: words, mode: 'insensitive' as const };
}

async function views(tx: Tx, rows: Row[]): Promise<ConnectionView[]> {
  const ids = [...new Set(rows.flatMap(({ policyId }) => policyId ?? []))];
  const policies = await tx.policy.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(policies.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    person: toSubjectRef(row.user),
    target: { ...row.target, environment: row.target.environment.name },
    targetUser: row.targetUser,
    targetGroups: row.targetGroups,
    verb: row.verb as Verb | null,
    state: row.state,
    requestId: row.requestId,
    policy: { id: row.policyId ?? '', name: names.get(row.policyId ?? '') ?? 'a deleted policy' },
    openedAt: row.openedAt,
    idleAt: row.idleAt,
    closedAt: row.closedAt,
    closeReason: row.closeReason as CloseReason | null,
    closeWords: row.closeWords,
  }));
}
