import type { Prisma } from '@/generated/prisma/client';
import type { Receipt } from '@/lib/core/access/receipt';
import { mayMoveRequest, type RequestState, type RequestView } from '@/lib/core/access/request';
import type { Verb } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';
import { readReceipt } from './receipt-column';

const person = { select: { id: true, name: true, email: true } } as const;

const whole = {
  requester: person,
  decidedBy: person,
  target: { include: { environment: { select: { name: true } } } },
  grant: { include: { endedBy: person } },
  revocationCheck: { select: { state: true, detail: true, checkedAt: true } },
} as const satisfies Prisma.AccessRequestInclude;

type Row = Prisma.AccessRequestGetPayload<{ include: typeof whole }>;

export type NewRequest = Omit<
  Prisma.AccessRequestUncheckedCreateInput,
  'isOpen' | 'revision' | 'state' | 'receipt'
> & { state: 'Pending' | 'Approved'; receipt: Receipt };

/** Inserts a request as the person's open one for the target. P2002 when they have one already (R3). */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  await tx.accessRequest.create({ data: { ...request, isOpen: true } });
}

/**
 * Moves a request to another state, if it still is in the state it is believed to be in. False when
 * somebody else was first (R7). The caller gives what the move decides; the revision grows by itself.
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
    } & Partial<Pick<Row, 'policyId' | 'policyVersion' | 'childPolicyId' | 'duration'>>;
  },
): Promise<boolean> {
  if (!mayMoveRequest(move.from, move.to))
    throw new Error(`a request does not go from ${move.from} to ${move.to}`);
  const { count } = await tx.accessRequest.updateMany({
    where: { id: move.id, organizationId: move.organizationId, state: move.from },
    data: { ...move.set, state: move.to, isOpen: move.to === 'Approved', revision: { increment: 1 } },
  });
  return count === 1;
}

/** Closes an approved request whose grant has ended, so that its person may ask again (R3). */
export async function closeRequest(tx: Tx, id: string): Promise<void> {
  await tx.accessRequest.updateMany({
    where: { id, isOpen: true },
    data: { isOpen: false, revision: { increment: 1 } },
  });
}

/** What is shown of a request has changed, though not its state: its messages are written anew (R13). */
export async function touchRequest(tx: Tx, id: string): Promise<void> {
  await tx.accessRequest.update({ where: { id }, data: { revision: { increment: 1 } } });
}

/** One request of an organization, whole; null when it has none of that id. */
export async function findRequest(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<RequestView | null> {
  const row = await tx.accessRequest.findFirst({ where: { id, organizationId }, include: whole });
  return firstView(tx, row);
}

/** The open request of a person for a target, if there is one. */
export async function findOpenRequest(
  tx: Tx,
  key: { organizationId: string; requesterId: string; targetId: string },
): Promise<RequestView | null> {
  const row = await tx.accessRequest.findFirst({ where: { ...key, isOpen: true }, include: whole });
  return firstView(tx, row);
}

/** Requests by their ids, in that order. */
export async function findRequestsByIds(
  organizationId: string,
  ids: readonly string[],
): Promise<RequestView[]> {
  const { prisma } = database();
  const where = { organizationId, id: { in: [...ids] } };
  const rows = await prisma.accessRequest.findMany({ where, include: whole });
  const byId = new Map((await views(prisma, rows)).map((view) => [view.id, view]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The ids of pending requests of an organization, or of one person there, oldest first. */
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

/** Pending requests of all organizations whose time to be decided is over, by the database's clock. */
export async function findTimedOut(limit: number): Promise<{ id: string; organizationId: string }[]> {
  return database().prisma.$queryRaw`
    SELECT "id", "organization_id" AS "organizationId" FROM "access_request"
    WHERE "state" = 'Pending' AND "lapses_at" <= now() ORDER BY "lapses_at" LIMIT ${limit}`;
}

async function firstView(tx: Tx, row: Row | null): Promise<RequestView | null> {
  const [view] = row ? await views(tx, [row]) : [];
  return view ?? null;
}

async function views(tx: Tx, rows: Row[]): Promise<RequestView[]> {
  const ids = [...new Set(rows.flatMap((row) => [row.policyId, row.childPolicyId]))];
  const policies = await tx.policy.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(policies.map(({ id, name }) => [id, name]));
  const named = (id: string) => ({ id, name: names.get(id) ?? 'a deleted policy' });
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    state: row.state,
    requester: row.requester,
    target: { ...row.target, environment: row.target.environment.name },
    targetUser: row.targetUser,
    targetGroups: row.targetGroups,
    verb: row.verb as Verb | null,
    reason: row.reason,
    automatic: row.automatic,
    duration: row.duration,
    policy: { ...named(row.policyId), version: row.policyVersion },
    child: named(row.childPolicyId),
    createdAt: row.createdAt,
    lapsesAt: row.lapsesAt,
    decidedAt: row.decidedAt,
    decidedBy: row.decidedBy,
    decisionReason: row.decisionReason,
    selfApproved: row.selfApproved,
    receipt: readReceipt(row.receipt),
    grant: row.grant,
    revocationCheck: row.revocationCheck,
  }));
}
