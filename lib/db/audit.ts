import type { Prisma } from '@/generated/prisma/client';
import type { AuditEvent } from '@/lib/core/audit-event';
import { database, type Tx } from './client';

/** What an event is about, by id: what the log can be searched by. */
export type AuditSubject = { requestId?: string; targetId?: string; userId?: string; policyId?: string };

export type NewAuditRow = AuditEvent &
  AuditSubject & {
    organizationId: string;
    actorKind: 'user' | 'system';
    actorId: string | null;
    actorName: string;
    via: string;
  };

export type AuditRow = AuditEvent & { id: string; at: Date; actorName: string; via: string } & {
  [Key in keyof AuditSubject]: string | null;
};

/** Appends one event. Rows are never changed or removed: the database refuses both. */
export async function insertAuditRow(tx: Tx, row: NewAuditRow): Promise<void> {
  await tx.auditEvent.create({ data: { ...row, data: row.data as Prisma.InputJsonValue } });
}

/** The newest events first; `before` is the id of the last one already seen. */
export async function findAuditRows(filter: {
  organizationId: string;
  requestId?: string;
  before?: string;
  take: number;
}): Promise<AuditRow[]> {
  const rows = await database().prisma.auditEvent.findMany({
    where: {
      organizationId: filter.organizationId,
      ...(filter.requestId && { requestId: filter.requestId }),
      ...(filter.before && { id: { lt: BigInt(filter.before) } }),
    },
    orderBy: { id: 'desc' },
    take: filter.take,
  });
  return rows.map((row) => ({ ...row, id: String(row.id) }) as unknown as AuditRow);
}
