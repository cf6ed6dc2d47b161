import { database } from '@/lib/db/client';

/** An account that the app invited to the log channel, and its user at that time. */
export type ChannelMember = { slackUserId: string; userId: string };

export async function findChannelMembers(installationId: string): Promise<ChannelMember[]> {
  return database().prisma.slackChannelMember.findMany({
    where: { installationId },
    select: { slackUserId: true, userId: true },
  });
}

export async function saveChannelMember(installationId: string, member: ChannelMember): Promise<void> {
  const { slackUserId, userId } = member;
  await database().prisma.slackChannelMember.upsert({
    where: { installationId_slackUserId: { installationId, slackUserId } },
    create: { installationId, slackUserId, userId },
    update: { userId },
  });
}

/** Deletes one invitation: it failed, or the account was removed from the channel. */
export async function deleteChannelMember(installationId: string, slackUserId: string): Promise<void> {
  await database().prisma.slackChannelMember.deleteMany({ where: { installationId, slackUserId } });
}

/** Deletes all invitations of an installation: it has a new log channel. */
export async function deleteChannelMembers(installationId: string): Promise<void> {
  await database().prisma.slackChannelMember.deleteMany({ where: { installationId } });
}
