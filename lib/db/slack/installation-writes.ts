import type { Tx } from '@/lib/db/client';
import type { InstallationRow, SealedToken } from './installations';

/** Throws P2002 when the organization or the workspace has an active installation (R18). */
export async function insertInstallation(
  tx: Tx,
  row: Omit<InstallationRow, 'installedAt' | 'logChannelId' | 'logChannelName'> & SealedToken,
): Promise<void> {
  await tx.slackInstallation.create({ data: { ...row, tokenSealed: new Uint8Array(row.tokenSealed) } });
}

/** Saves a reinstallation in the same workspace; the log channel and the messages stay. */
export async function renewInstallation(
  tx: Tx,
  id: string,
  set: Pick<
    InstallationRow,
    'teamName' | 'appId' | 'botUserId' | 'scopes' | 'installedById' | 'installerSlackId'
  > &
    SealedToken,
): Promise<void> {
  const tokenSealed = new Uint8Array(set.tokenSealed);
  await tx.slackInstallation.update({ where: { id }, data: { ...set, tokenSealed } });
  await tx.$executeRaw`UPDATE "slack_installation" SET "installed_at" = now() WHERE "id" = ${id}::uuid`;
}

/** Marks an installation as removed and erases its token. False when it was removed before. */
export async function removeInstallationRow(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "slack_installation" SET "removed_at" = now(), "token_sealed" = NULL, "token_key_id" = NULL
    WHERE "id" = ${id}::uuid AND "removed_at" IS NULL`;
  return count === 1;
}
