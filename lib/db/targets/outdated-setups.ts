import { database, type Tx } from '@/lib/db/client';

/** The set-up of a database or cluster has to be done again, because it has a new authority. */
export async function markSetupOutdated(tx: Tx, organizationId: string, targetId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "target" SET "setup_outdated_at" = now()
    WHERE "organization_id" = ${organizationId}::uuid AND "id" = ${targetId}::uuid AND "setup_outdated_at" IS NULL`;
}

/** The set-up of a database or cluster is current again. False if it was. */
export async function markSetupCurrent(tx: Tx, organizationId: string, targetId: string): Promise<boolean> {
  const { count } = await tx.target.updateMany({
    where: { organizationId, id: targetId, setupOutdatedAt: { not: null } },
    data: { setupOutdatedAt: null },
  });
  return count === 1;
}

/** The names of targets whose set-up is outdated, sorted, without archived ones. */
export async function findOutdatedSetups(organizationId: string, take: number): Promise<string[]> {
  const rows = await database().prisma.target.findMany({
    where: { organizationId, setupOutdatedAt: { not: null }, status: { not: 'Terminated' } },
    select: { name: true },
    orderBy: { name: 'asc' },
    take,
  });
  return rows.map(({ name }) => name);
}
