import type { TargetSummary } from '@/lib/core/target';
import { database, type Tx } from './client';

export type TargetRow = TargetSummary & { environmentId: string };

/** The same with where it is reached. */
export type ReachableTarget = TargetRow & { host: string | null; port: number | null };

/** A target of an organization that is not retired; null when there is none of that id. */
export async function findTarget(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<ReachableTarget | null> {
  const row = await tx.target.findFirst({
    where: { id, organizationId, status: { not: 'Terminated' } },
    include: { environment: { select: { name: true } } },
  });
  return row && { ...row, environment: row.environment.name };
}

/** The living targets of an organization among those of some ids. */
export async function findTargetsByIds(organizationId: string, ids: readonly string[]): Promise<TargetRow[]> {
  const rows = await database().prisma.target.findMany({
    where: { organizationId, id: { in: [...ids] }, status: { not: 'Terminated' } },
    include: { environment: { select: { name: true } } },
  });
  return rows.map((row) => ({ ...row, environment: row.environment.name }));
}
