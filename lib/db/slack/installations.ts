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

/** The active installation in an Enterprise Grid, in any organization; null unless it is the only one there. */
export async function findInstallationOfEnterprise(enterpriseId: string): Promise<InstallationRow | null> {
  const found = await database().prisma.slackInstallation.findMany({
    where: { enterpriseId, removedAt: null },
    omit: withoutToken,
    take: 2,
  });
  return found.length === 1 ? (found[0] ?? null) : null;
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

/** Saves a new name of the log channel, if it is still this channel. */
export async function renameLogChannel(id: string, channel: { id: string; name: string }): Promise<void> {
  await database().prisma.slackInstallation.updateMany({
    where: { id, removedAt: null, logChannelId: channel.id },
    data: { logChannelName: channel.name },
  });
}

/** What is kept of an installation: its workspace, and where its log channel is. */
export type InstallationPlace = {
  teamId: string;
  botUserId: string;
  logChannelId: string | null;
  removedAt: Date | null;
};

/** The place of an installation, removed or not; null when the id is unknown. */
export async function findInstallationPlace(id: string): Promise<InstallationPlace | null> {
  return database().prisma.slackInstallation.findUnique({
    where: { id },
    select: { teamId: true, botUserId: true, logChannelId: true, removedAt: true },
  });
}

export type LogChannel = { teamId: string; id: string; name: string };

/** The log channel of the removed installation of an organization that had one last; null without one. */
export async function findFormerLogChannel(organizationId: string): Promise<LogChannel | null> {
  const row = await database().prisma.slackInstallation.findFirst({
    where: { organizationId, removedAt: { not: null }, logChannelId: { not: null } },
    orderBy: { removedAt: 'desc' },
    select: { teamId: true, logChannelId: true, logChannelName: true },
  });
  if (!row?.logChannelId) return null;
  return { teamId: row.teamId, id: row.logChannelId, name: row.logChannelName ?? row.logChannelId };
}

/** The ids of all active installations. */
export async function findInstallationIds(): Promise<string[]> {
  const rows = await database().prisma.slackInstallation.findMany({
    where: { removedAt: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
