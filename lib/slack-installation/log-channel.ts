import { withNamedLock } from '@/lib/db/locks';
import { findActiveAdmins } from '@/lib/db/people/people';
import { findInstallationById, type InstallationRow, setLogChannel } from '@/lib/db/slack/installations';
import {
  type ChannelMember,
  deleteChannelMembers,
  findChannelMembers,
} from '@/lib/db/slack/slack-channel-members';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';

/**
 * Runs `work` with the current installation under a lock, so that only one worker creates the log channel. Null when the
 * installation was removed.
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

/** Has the log channel looked at again, by a job: it is created, and its members are invited, as needed. */
export async function requestLogChannelSync(installationId: string): Promise<void> {
  await inTransaction((tx) => sendJob(tx, 'sync-log-channel', { installationId }));
}

/** Saves a new log channel, to which no one was invited yet (R15). */
export async function saveLogChannel(
  installationId: string,
  channel: { id: string; name: string },
): Promise<void> {
  await setLogChannel(installationId, channel);
  await deleteChannelMembers(installationId);
}

/** The ids of the active admins, and the accounts that the app has invited to the log channel. */
export async function findLogChannelPeople(
  installation: InstallationRow,
): Promise<{ adminIds: string[]; invited: ChannelMember[] }> {
  const [admins, invited] = await Promise.all([
    findActiveAdmins(installation.organizationId),
    findChannelMembers(installation.id),
  ]);
  return { adminIds: admins.map(({ id }) => id), invited };
}
