import { database, type Tx } from '@/lib/db/client';

/** The set-up of a database or cluster has to be done again, because it has a new authority. */
export async function markSetupOutdated(tx: Tx, organizationId: string, targetId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "target" SET "setup_outdated_at" = now()
    WHERE "organization_id" = ${organizationId}::uuid AND "id" = ${targetId}::uuid AND "setup_outdated_at" IS NULL`;
}

/** An admin has done the set-up of a database or cluster again. False if it was not outdated. */
export async function confirmSetupRow(tx: Tx, organizationId: string, targetId: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "target" SET "setup_outdated_at" = NULL, "setup_result" = 'Confirmed', "setup_finding" = NULL,
      "setup_checked_at" = now()
    WHERE "organization_id" = ${organizationId}::uuid AND "id" = ${targetId}::uuid
      AND "setup_outdated_at" IS NOT NULL`;
  return count === 1;
}

/**
 * Writes the result of a verification; a verified set-up is not outdated any more. Nothing is written if the target has
 * another address by now, because the result is not of that one.
 */
export async function writeSetupResult(
  tx: Tx,
  target: { organizationId: string; id: string; host: string | null; port: number | null },
  verification: { result: 'Verified' | 'Failing' | 'Incomplete'; finding: string | null },
): Promise<void> {
  const { result, finding } = verification;
  await tx.$executeRaw`
    UPDATE "target" SET "setup_result" = ${result}::"SetupResult", "setup_finding" = ${finding},
      "setup_checked_at" = now(),
      "setup_outdated_at" = CASE WHEN ${result} <> 'Verified' THEN "setup_outdated_at" END
    WHERE "organization_id" = ${target.organizationId}::uuid AND "id" = ${target.id}::uuid
      AND "host" IS NOT DISTINCT FROM ${target.host} AND "port" IS NOT DISTINCT FROM ${target.port}::int`;
}

/** Forgets the results of all servers, because a new authority signs for them. */
export async function forgetServerSetups(tx: Tx, organizationId: string): Promise<void> {
  await tx.target.updateMany({
    where: { organizationId, type: { in: ['Bzero', 'DynamicAccessConfig'] }, setupResult: { not: null } },
    data: { setupResult: null, setupFinding: null, setupCheckedAt: null },
  });
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
