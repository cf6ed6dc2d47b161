import {
  findInstallationById,
  findInstallationIds,
  findInstallationOfTeam,
  type InstallationRow,
} from '@/lib/db/slack/installations';

export type { InstallationRow };

/** The living installation of a workspace; null when nobody here has integrated it. */
export async function findInstallationForTeam(teamId: string): Promise<InstallationRow | null> {
  return findInstallationOfTeam(teamId);
}

/** An installation while it lives; null once it was removed. */
export async function findLivingInstallation(id: string): Promise<InstallationRow | null> {
  return findInstallationById(id);
}

/** The ids of all living installations. */
export async function listInstallationIds(): Promise<string[]> {
  return findInstallationIds();
}
