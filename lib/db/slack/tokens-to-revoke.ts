import { database, type Tx } from '@/lib/db/client';
import type { SealedToken } from './installations';

/** Keeps the token of an active installation for the job that revokes it, before the installation is removed. */
export async function keepTokenToRevoke(tx: Tx, installationId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "slack_token_to_revoke" ("installation_id", "token_sealed", "token_key_id")
    SELECT "id", "token_sealed", "token_key_id" FROM "slack_installation"
    WHERE "id" = ${installationId}::uuid AND "removed_at" IS NULL`;
}

/** The token of a removed installation; null once it was erased. */
export async function findTokenToRevoke(installationId: string): Promise<SealedToken | null> {
  return database().prisma.slackTokenToRevoke.findUnique({
    where: { installationId },
    select: { tokenSealed: true, tokenKeyId: true },
  });
}

/** Erases the token of a removed installation. */
export async function deleteTokenToRevoke(installationId: string): Promise<void> {
  await database().prisma.slackTokenToRevoke.deleteMany({ where: { installationId } });
}

/** Erases the token of a removed installation in a transaction. */
export async function removeTokenToRevoke(tx: Tx, installationId: string): Promise<void> {
  await tx.slackTokenToRevoke.deleteMany({ where: { installationId } });
}
