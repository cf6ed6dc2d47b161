import { newId } from '@/lib/context';
import { database, type Tx } from '@/lib/db/client';

/** An identity at the provider that claims the email of a person. */
export type IdentityClaim = { id: string; providerAccountId: string; name: string; claimedAt: Date };

/** Inserts a claim. False if the same one waits already. */
export async function insertIdentityClaim(
  tx: Tx,
  claim: {
    organizationId: string;
    userId: string;
    provider: string;
    providerAccountId: string;
    name: string;
  },
): Promise<boolean> {
  const { organizationId, userId, provider, providerAccountId, name } = claim;
  const inserted = await tx.$executeRaw`
    INSERT INTO "identity_claim" ("id", "organization_id", "user_id", "provider", "provider_account_id", "name")
    VALUES (${newId()}::uuid, ${organizationId}::uuid, ${userId}::uuid, ${provider}, ${providerAccountId}, ${name})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

/** The claims of a person's email that wait for an admin, oldest first. */
export async function findIdentityClaims(organizationId: string, userId: string): Promise<IdentityClaim[]> {
  return database().prisma.identityClaim.findMany({
    where: { organizationId, userId, decidedAt: null },
    select: { id: true, providerAccountId: true, name: true, claimedAt: true },
    orderBy: { claimedAt: 'asc' },
    take: 20,
  });
}

/** Decides a claim that waits, and gives what it was; null if it does not wait. */
export async function decideIdentityClaim(
  tx: Tx,
  organizationId: string,
  id: string,
  confirmed: boolean,
): Promise<{ userId: string; provider: string; providerAccountId: string } | null> {
  const [row] = await tx.$queryRaw<{ userId: string; provider: string; providerAccountId: string }[]>`
    UPDATE "identity_claim" SET "decided_at" = now(), "confirmed" = ${confirmed}
    WHERE "id" = ${id}::uuid AND "organization_id" = ${organizationId}::uuid AND "decided_at" IS NULL
    RETURNING "user_id" AS "userId", "provider", "provider_account_id" AS "providerAccountId"`;
  return row ?? null;
}
