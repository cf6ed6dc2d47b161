import { Prisma } from '@/generated/prisma/client';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { GrantView } from '@/lib/core/access/grant';
import type { Receipt } from '@/lib/core/access/receipt';
import {
  mayMoveRequest,
  type RequestState,
  type RequestView,
  type RevocationCheck,
} from '@/lib/core/access/request';
import type { Requested } from '@/lib/core/access/review';
import type { Person } from '@/lib/core/actor';
import type { TargetSummary } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';
import { labelOf } from '@/lib/db/people/subject-label';
import { readReceipt } from './receipt-column';

export type NewRequest = Omit<
  Prisma.AccessRequestUncheckedCreateInput,
  'isOpen' | 'revision' | 'state' | 'receipt'
> & { state: 'Pending' | 'Approved'; receipt: Receipt };

/** Inserts a request as the open one of a person for a target. P2002 when they have one already (R3). */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  await tx.accessRequest.create({ data: { ...request, isOpen: true } });
}

/**
 * Changes the state of a request that is still in the state `from`. False when another decision was first (R7). `set` has
 * what the change writes besides the state and the revision.
 */
export async function moveRequest(
  tx: Tx,
  move: {
    organizationId: string;
    id: string;
    from: RequestState;
    to: RequestState;
    set?: {
      decidedAt?: Date;
      decidedById?: string;
      decisionReason?: string;
      selfApproved?: boolean;
      receipt?: Receipt;
      policyId?: string;
      policyVersion?: number;
      childPolicyId?: string;
      duration?: number;
    };
  },
): Promise<boolean> {
  if (!mayMoveRequest(move.from, move.to))
    throw new Error(`a request can't change from ${move.from} to ${move.to}`);
  const { count } = await tx.accessRequest.updateMany({
    where: { id: move.id, organizationId: move.organizationId, state: move.from },
    data: { ...move.set, state: move.to, isOpen: move.to === 'Approved', revision: { increment: 1 } },
  });
  return count === 1;
}

/** Closes an approved request whose grant has ended, or that another one follows, so that its requester can request again (R3). */
export async function closeRequest(tx: Tx, id: string): Promise<void> {
  await tx.accessRequest.updateMany({
    where: { id },
    data: { isOpen: false, revision: { increment: 1 } },
  });
}

/** Has the messages of a request rewritten, because what they show has changed without its state (R13). */
export async function touchRequest(tx: Tx, id: string): Promise<void> {
  await tx.accessRequest.update({ where: { id }, data: { revision: { increment: 1 } } });
}

/** One request of an organization; null when it has none of that id. */
export async function findRequest(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<RequestView | null> {
  const where = Prisma.sql`r."organization_id" = ${organizationId}::uuid AND r."id" = ${id}::uuid`;
  return (await findViews(tx, where))[0] ?? null;
}

/** The open request of a person for a target; null when there is none. */
export async function findOpenRequest(
  tx: Tx,
  {
    organizationId,
    requesterId,
    targetId,
  }: { organizationId: string; requesterId: string; targetId: string },
): Promise<RequestView | null> {
  const where = Prisma.sql`r."organization_id" = ${organizationId}::uuid
    AND r."requester_id" = ${requesterId}::uuid AND r."target_id" = ${targetId}::uuid AND r."is_open"`;
  return (await findViews(tx, where))[0] ?? null;
}

/** The request behind the grant of a person for a target that no worker has ended, also past its end; null without one. */
export async function findGrantedRequest(
  tx: Tx,
  {
    organizationId,
    requesterId,
    targetId,
  }: { organizationId: string; requesterId: string; targetId: string },
): Promise<RequestView | null> {
  const where = Prisma.sql`r."organization_id" = ${organizationId}::uuid
    AND r."requester_id" = ${requesterId}::uuid AND r."target_id" = ${targetId}::uuid AND g."state" = 'Active'`;
  return (await findViews(tx, where))[0] ?? null;
}

/** What a person requested last: on a target, else on another one of its type; null when they requested neither. */
export async function findLastSpec({
  organizationId,
  requesterId,
  target,
}: {
  organizationId: string;
  requesterId: string;
  target: Pick<TargetSummary, 'id' | 'type'>;
}): Promise<AccessSpec | null> {
  const rows = await database().prisma.$queryRaw<AccessSpec[]>`
    SELECT r."target_user" AS "targetUser", coalesce(r."target_groups", '{}') AS "targetGroups", r."verb"
    FROM "access_request" r JOIN "target" t ON t."id" = r."target_id"
    WHERE r."organization_id" = ${organizationId}::uuid AND r."requester_id" = ${requesterId}::uuid
      AND t."type"::text = ${target.type}
    ORDER BY r."target_id" = ${target.id}::uuid DESC, r."created_at" DESC LIMIT 1`;
  return rows[0] ?? null;
}

/** Requests by their ids, in that order. */
export async function findRequestsByIds(
  organizationId: string,
  ids: readonly string[],
): Promise<RequestView[]> {
  if (ids.length === 0) return [];
  const where = Prisma.sql`r."organization_id" = ${organizationId}::uuid AND r."id" = ANY (${[...ids]}::uuid[])`;
  const byId = new Map((await findViews(database().prisma, where)).map((view) => [view.id, view]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The ids of the pending requests of an organization, or of one person, oldest first. */
export async function findPendingIds(
  tx: Tx,
  organizationId: string,
  requesterId?: string,
): Promise<string[]> {
  const rows = await tx.accessRequest.findMany({
    where: { organizationId, state: 'Pending', ...(requesterId && { requesterId }) },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/** The pending requests of an organization with whose they are, oldest first. */
export async function findPendingRequests(
  tx: Tx,
  organizationId: string,
): Promise<(Requested & { id: string })[]> {
  return tx.accessRequest.findMany({
    where: { organizationId, state: 'Pending' },
    select: { id: true, requester: { select: { id: true, creatorId: true } } },
    orderBy: { createdAt: 'asc' },
  });
}

/** Pending requests of all organizations that have timed out by the database's clock. */
export async function findTimedOut(limit: number): Promise<{ id: string; organizationId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT "id", "organization_id" AS "organizationId" FROM "access_request"
    WHERE "state" = 'Pending' AND "lapses_at" <= now() ORDER BY "lapses_at" LIMIT ${limit}`;
}

type Row = Omit<RequestView, 'policy' | 'grant' | 'revocationCheck' | 'receipt'> & {
  policy: { id: string; name: string };
  policyVersion: number;
  receipt: unknown;
  grantState: GrantView['state'] | null;
  startsAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  endedBy: Person | null;
  endReason: GrantView['endReason'];
  checkState: keyof typeof checkStates | null;
  checkDetail: string;
  checkedAt: Date | null;
};

// The database's names, which the schema maps.
const checkStates = {
  Waiting: 'Pending',
  Gone: 'Verified',
  Open: 'StillOpen',
  Unknown: 'Unverified',
} as const satisfies Record<string, RevocationCheck['state']>;

const subject = (row: string) =>
  Prisma.sql`CASE WHEN ${Prisma.raw(row)}."id" IS NOT NULL
    THEN json_build_object('id', ${Prisma.raw(row)}."id", 'kind', ${Prisma.raw(row)}."kind",
      'name', ${Prisma.raw(row)}."name", 'email', ${labelOf(row)}) END`;

const requester = Prisma.sql`json_build_object('id', requester."id", 'kind', requester."kind", 'name', requester."name",
  'email', ${labelOf('requester')}, 'creatorId', requester."creator_id")`;

/** Requests with all that is shown of them, in one statement: every message and page is made of one of these. */
async function findViews(tx: Tx, where: Prisma.Sql): Promise<RequestView[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r."id", r."revision", r."state"::text AS "state", r."target_user" AS "targetUser",
      coalesce(r."target_groups", '{}') AS "targetGroups", r."verb", r."reason", r."automatic", r."duration",
      r."policy_version" AS "policyVersion", r."created_at" AS "createdAt", r."lapses_at" AS "lapsesAt",
      r."decided_at" AS "decidedAt", r."decision_reason" AS "decisionReason", r."self_approved" AS "selfApproved",
      r."receipt", ${requester} AS "requester", ${subject('decider')} AS "decidedBy",
      json_build_object('id', t."id", 'name', t."name", 'type', t."type", 'environment', e."name", 'os', t."os",
        'databaseType', t."database_type", 'host', t."host", 'port', t."port",
        'isBehindServer', EXISTS (SELECT FROM "target" s WHERE s."id" = t."proxy_target_id" AND s."type" = 'Bzero'))
        AS "target",
      json_build_object('id', r."policy_id", 'name', coalesce(p."name", 'a deleted policy')) AS "policy",
      json_build_object('id', r."child_policy_id", 'name', coalesce(c."name", 'a deleted policy')) AS "child",
      g."state"::text AS "grantState", g."starts_at" AS "startsAt", g."expires_at" AS "expiresAt",
      g."ended_at" AS "endedAt", ${subject('ender')} AS "endedBy", g."end_reason"::text AS "endReason",
      d."state"::text AS "checkState", d."detail" AS "checkDetail", d."checked_at" AS "checkedAt"
    FROM "access_request" r
    JOIN "user" requester ON requester."id" = r."requester_id"
    LEFT JOIN "user" decider ON decider."id" = r."decided_by_id"
    JOIN "target" t ON t."id" = r."target_id"
    JOIN "environment" e ON e."id" = t."environment_id"
    LEFT JOIN "policy" p ON p."id" = r."policy_id"
    LEFT JOIN "policy" c ON c."id" = r."child_policy_id"
    LEFT JOIN "grant" g ON g."request_id" = r."id"
    LEFT JOIN "user" ender ON ender."id" = g."ended_by_id"
    LEFT JOIN "door_check" d ON d."request_id" = r."id"
    WHERE ${where}`;
  return rows.map(view);
}

function view(row: Row): RequestView {
  const { policy, policyVersion, receipt, ...rest } = row;
  const { grantState, startsAt, expiresAt, endedAt, endedBy, endReason, ...others } = rest;
  const { checkState, checkDetail, checkedAt, ...request } = others;
  return {
    ...request,
    policy: { ...policy, version: policyVersion },
    receipt: readReceipt(receipt),
    grant: grantState && { state: grantState, startsAt, expiresAt, endedAt, endedBy, endReason },
    revocationCheck: checkState && { state: checkStates[checkState], detail: checkDetail, checkedAt },
  };
}

/** Those among some requests that are no longer pending by the database's clock, before a worker has marked it. */
export async function findDecidedAmong(ids: readonly string[]): Promise<string[]> {
  const { rows } = await database().checks.pool.query<{ id: string }>({
    name: 'find-decided-requests',
    text: `SELECT "id" FROM "access_request"
      WHERE "id" = ANY ($1::uuid[]) AND ("state" <> 'Pending' OR "lapses_at" <= now())`,
    values: [ids],
  });
  return rows.map(({ id }) => id);
}
