import { findInstallationOfTeam, findTeamOfInstallation } from '@/lib/db/slack/installations';

/**
 * Has the workspace of a removed installation been integrated anew? Slack gives an app that comes back the
 * same token, so revoking the old one would stop the new installation.
 */
export async function isIntegratedAgain(installationId: string): Promise<boolean> {
  const teamId = await findTeamOfInstallation(installationId);
  return teamId !== null && (await findInstallationOfTeam(teamId)) !== null;
}
