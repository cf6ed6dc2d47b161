import { database } from '@/lib/db/client';

/** Somebody whom we invited to the log channel, and the person of ours they were then. */
export type ChannelMember = { slackUserId: string; userId: string };

/** Whom we have invited to the log channel of an installation. */
export async function findChannelMembers(installationId: string): Promise<ChannelMember[]> {
  return database().prisma.slackChannelMember.findMany({
    where: { installationId },
    select: { slackUserId: true, userId: true },
  });
}

/** Notes that we invite somebody. */
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
