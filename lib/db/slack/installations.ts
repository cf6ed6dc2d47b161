import { database, type Tx } from '@/lib/db/client';

/** An active Slack installation, without its token. */
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

/** The active installation of an organization; null when Slack is not connected. */
export async function findInstallation(
  organizationId: string,
  tx: Tx = database().prisma,
): Promise<InstallationRow | null> {
  return tx.slackInstallation.findFirst({ where: { organizationId, removedAt: null }, omit: withoutToken });
}

/** The active installation of a workspace, in any organization. */
export async function findInstallationOfTeam(
  teamId: string,
  tx: Tx = database().prisma,
): Promise<InstallationRow | null> {
  return tx.slackInstallation.findFirst({ where: { teamId, removedAt: null }, omit: withoutToken });
}

/** Null once the installation was removed. */
export async function findInstallationById(
  id: string,
  tx: Tx = database().prisma,
): Promise<InstallationRow | null> {
  return tx.slackInstallation.findFirst({ where: { id, removedAt: null }, omit: withoutToken });
}

/** The sealed bot token; null once the installation was removed. */
export async function findSealedToken(id: string, tx: Tx = database().prisma): Promise<SealedToken | null> {
  const row = await tx.slackInstallation.findFirst({
    where: { id, removedAt: null },
    select: { tokenSealed: true, tokenKeyId: true },
  });
  if (!row?.tokenSealed || !row.tokenKeyId) return null;
  return { tokenSealed: row.tokenSealed, tokenKeyId: row.tokenKeyId };
}

export async function setLogChannel(id: string, channel: { id: string; name: string }): Promise<void> {
  await database().prisma.slackInstallation.updateMany({
    where: { id, removedAt: null },
    data: { logChannelId: channel.id, logChannelName: channel.name },
  });
}

/** The workspace of an installation, removed or not; null when the id is unknown. */
export async function findTeamOfInstallation(id: string): Promise<string | null> {
  const row = await database().prisma.slackInstallation.findUnique({
    where: { id },
    select: { teamId: true },
  });
  return row?.teamId ?? null;
}

/** The ids of all active installations. */
export async function findInstallationIds(): Promise<string[]> {
  const rows = await database().prisma.slackInstallation.findMany({
    where: { removedAt: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
