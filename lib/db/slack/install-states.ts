import { database } from '@/lib/db/client';

/** Who began an installation: the state binds it to them, and to their organization. */
export type InstallState = { organizationId: string; userId: string };

/** Stores a state for ten minutes; `id` is its fingerprint. */
export async function insertInstallState(id: string, state: InstallState): Promise<void> {
  await database().prisma.$executeRaw`
    INSERT INTO "slack_install_state" ("id", "organization_id", "user_id", "expires_at")
    VALUES (${id}, ${state.organizationId}::uuid, ${state.userId}::uuid, now() + interval '10 minutes')`;
}

/** Uses a state up. Null when it was used before, was never given out, or is too old. */
export async function consumeInstallState(id: string): Promise<InstallState | null> {
  const rows = await database().prisma.$queryRaw<(InstallState & { isGood: boolean })[]>`
    DELETE FROM "slack_install_state" WHERE "id" = ${id}
    RETURNING "organization_id" AS "organizationId", "user_id" AS "userId", "expires_at" > now() AS "isGood"`;
  const [row] = rows;
  return row?.isGood ? { organizationId: row.organizationId, userId: row.userId } : null;
}
