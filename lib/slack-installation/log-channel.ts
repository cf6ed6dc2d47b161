import { withNamedLock } from '@/lib/db/locks';
import { findActiveAdmins } from '@/lib/db/people/people';
import { findInstallationById, type InstallationRow, setLogChannel } from '@/lib/db/slack/installations';
import {
  type ChannelMember,
  deleteChannelMembers,
  findChannelMembers,
} from '@/lib/db/slack/slack-channel-members';

/**
 * Runs `work` with the installation as it is now, while no other process changes its log channel: of two
 * workers only one makes the channel. Null when the installation was removed.
 */
export async function withLogChannel<T>(
  installationId: string,
  work: (installation: InstallationRow) => Promise<T>,
): Promise<T | null> {
  return withNamedLock(`log-channel ${installationId}`, async () => {
    const installation = await findInstallationById(installationId);
    return installation && work(installation);
  });
}

/** Remembers a new log channel by its id (R15); nobody has been invited to it yet. */
export async function saveLogChannel(
  installationId: string,
  channel: { id: string; name: string },
): Promise<void> {
  await setLogChannel(installationId, channel);
  await deleteChannelMembers(installationId);
}

/** Who belongs in the log channel: the ids of the active admins, and whom we have invited so far. */
export async function findLogChannelPeople(
  installation: InstallationRow,
): Promise<{ adminIds: string[]; invited: ChannelMember[] }> {
  const [admins, invited] = await Promise.all([
    findActiveAdmins(installation.organizationId),
    findChannelMembers(installation.id),
  ]);
  return { adminIds: admins.map(({ id }) => id), invited };
}
