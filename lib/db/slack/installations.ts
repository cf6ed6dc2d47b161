import { database, type Tx } from '@/lib/db/client';

/** The living Slack installation of an organization, without its token. */
export type InstallationRow = {
  id: string;
  organizationId: string;
  teamId: string;
  teamName: string;
  enterpriseId: string | null;
  appId: string;
  botUserId: string;
  scopes: string[];
  installedById: string;
  installerSlackId: string;
  installedAt: Date;
  logChannelId: string | null;
  logChannelName: string | null;
};

export type SealedToken = { tokenSealed: Uint8Array; tokenKeyId: string };

const withoutToken = { tokenSealed: true, tokenKeyId: true, removedAt: true } as const;

/** The living installation of an organization; null when Slack is not integrated. */
export async function findInstallation(
  organizationId: string,
  tx: Tx = database().prisma,
): Promise<InstallationRow | null> {
  return tx.slackInstallation.findFirst({ where: { organizationId, removedAt: null }, omit: withoutToken });
}

/** The living installation of a workspace, whichever organization holds it. */
export async function findInstallationOfTeam(
  teamId: string,
  tx: Tx = database().prisma,
): Promise<InstallationRow | null> {
  return tx.slackInstallation.findFirst({ where: { teamId, removedAt: null }, omit: withoutToken });
}

/** One installation of any organization while it lives; null once it was removed. */
export async function findInstallationById(
  id: string,
  tx: Tx = database().prisma,
): Promise<InstallationRow | null> {
  return tx.slackInstallation.findFirst({ where: { id, removedAt: null }, omit: withoutToken });
}

/** The sealed bot token of a living installation; null once it was removed. */
export async function findSealedToken(id: string, tx: Tx = database().prisma): Promise<SealedToken | null> {
  const row = await tx.slackInstallation.findFirst({
    where: { id, removedAt: null },
    select: { tokenSealed: true, tokenKeyId: true },
  });
  if (!row?.tokenSealed || !row.tokenKeyId) return null;
  return { tokenSealed: row.tokenSealed, tokenKeyId: row.tokenKeyId };
}

/** Inserts an installation. P2002 when the organization or the workspace has a living one (R18). */
export async function insertInstallation(
  tx: Tx,
  row: Omit<InstallationRow, 'installedAt' | 'logChannelId' | 'logChannelName'> & SealedToken,
): Promise<void> {
  await tx.slackInstallation.create({ data: { ...row, tokenSealed: new Uint8Array(row.tokenSealed) } });
}

/** Writes what a re-installation of the same workspace changes; the log channel and the messages stay. */
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

/** Marks a living installation as removed and erases its token. False when it was removed before. */
export async function removeInstallationRow(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "slack_installation" SET "removed_at" = now(), "token_sealed" = NULL, "token_key_id" = NULL
    WHERE "id" = ${id}::uuid AND "removed_at" IS NULL`;
  return count === 1;
}

/** Remembers the log channel by its id (R15). */
export async function setLogChannel(id: string, channel: { id: string; name: string }): Promise<void> {
  await database().prisma.slackInstallation.updateMany({
    where: { id, removedAt: null },
    data: { logChannelId: channel.id, logChannelName: channel.name },
  });
}

/** The workspace of an installation, removed or not; null when there never was one of that id. */
export async function findTeamOfInstallation(id: string): Promise<string | null> {
  const row = await database().prisma.slackInstallation.findUnique({
    where: { id },
    select: { teamId: true },
  });
  return row?.teamId ?? null;
}

/** The ids of all living installations. */
export async function findInstallationIds(): Promise<string[]> {
  const rows = await database().prisma.slackInstallation.findMany({
    where: { removedAt: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
