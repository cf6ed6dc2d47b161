import { database } from '@/lib/db/client';

/** The admin who started an installation, and their organization. */
export type InstallState = { organizationId: string; userId: string };

/** Stores a state that expires after ten minutes; `id` is its fingerprint. */
export async function insertInstallState(id: string, state: InstallState): Promise<void> {
  await database().prisma.$executeRaw`
    INSERT INTO "slack_install_state" ("id", "organization_id", "user_id", "expires_at")
    VALUES (${id}, ${state.organizationId}::uuid, ${state.userId}::uuid, now() + interval '10 minutes')`;
}

/** Deletes a state. Null when it is unknown, used or expired. */
export async function consumeInstallState(id: string): Promise<InstallState | null> {
  const rows = await database().prisma.$queryRaw<(InstallState & { isValid: boolean })[]>`
    DELETE FROM "slack_install_state" WHERE "id" = ${id}
    RETURNING "organization_id" AS "organizationId", "user_id" AS "userId", "expires_at" > now() AS "isValid"`;
  const [row] = rows;
  return row?.isValid ? { organizationId: row.organizationId, userId: row.userId } : null;
}
