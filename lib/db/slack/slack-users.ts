import type { SlackAccount } from '@/lib/core/actor';
import type { Barred } from '@/lib/core/slack/slack-account';
import { database, type Tx } from '@/lib/db/client';
import { databaseNow } from '@/lib/db/transaction';

export type SlackUserRow = SlackAccount & {
  organizationId: string;
  userId: string | null;
  email: string | null;
  name: string;
  barred: Barred | null;
  isTeamAdmin: boolean;
  timeZone: string | null;
  greetedAt: Date | null;
  seenAt: Date;
};

/** The stored facts about a Slack account; null before the first lookup. */
export async function findSlackUser(
  account: SlackAccount,
  tx: Tx = database().prisma,
): Promise<SlackUserRow | null> {
  const row = await tx.slackUser.findUnique({ where: { teamId_slackUserId: account } });
  return row as SlackUserRow | null;
}

/** What Slack reports about an account. `email` is lowercase; `barred` is null when the account can be used (R16). */
export type SlackUserFacts = Omit<SlackUserRow, 'userId' | 'greetedAt' | 'seenAt'>;

/** Saves what Slack reports about an account, and matches it to the user with the same email, if any. */
export async function saveSlackUser(row: SlackUserFacts): Promise<SlackUserRow> {
  const { prisma } = database();
  const { teamId, slackUserId, ...facts } = row;
  const person =
    row.email === null || row.barred !== null
      ? null
      : await prisma.user.findFirst({
          where: { organizationId: row.organizationId, kind: 'User', email: row.email },
        });
  const data = { ...facts, userId: person?.id ?? null, seenAt: await databaseNow() };
  const saved = await prisma.slackUser.upsert({
    where: { teamId_slackUserId: { teamId, slackUserId } },
    create: { teamId, slackUserId, ...data },
    update: data,
  });
  return saved as SlackUserRow;
}

/** A user's account in a workspace that can be used, the linked one first; null when none is stored. */
export async function findSlackAccountOf(
  teamId: string,
  userId: string,
): Promise<(SlackUserRow & { isLinked: boolean }) | null> {
  const { prisma } = database();
  const link = await prisma.slackLink.findUnique({ where: { teamId_userId: { teamId, userId } } });
  const row = await prisma.slackUser.findFirst({
    where: { teamId, barred: null, ...(link ? { slackUserId: link.slackUserId } : { userId }) },
  });
  return row && { ...(row as SlackUserRow), isLinked: link !== null };
}

/** The Slack accounts of users in a workspace, by user: the linked one, else one with the same email that can be used (R16). */
export async function findSlackIds(teamId: string, userIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await database().prisma.$queryRaw<{ userId: string; slackUserId: string }[]>`
    SELECT u."id" AS "userId", s."slack_user_id" AS "slackUserId"
    FROM "user" u
    LEFT JOIN "slack_link" l ON l."team_id" = ${teamId} AND l."user_id" = u."id"
    JOIN "slack_user" s ON s."team_id" = ${teamId} AND s."organization_id" = u."organization_id" AND s."email" = u."email"
      AND s."barred" IS NULL AND s."slack_user_id" = coalesce(l."slack_user_id", s."slack_user_id")
    WHERE u."id" = ANY (${[...userIds]}::uuid[]) AND u."kind" = 'User'`;
  return new Map(rows.map(({ userId, slackUserId }) => [userId, slackUserId]));
}

/** Marks that an account gets the welcome message. True only the first time. */
export async function markWelcomed({ teamId, slackUserId }: SlackAccount): Promise<boolean> {
  const count = await database().prisma.$executeRaw`
    UPDATE "slack_user" SET "greeted_at" = now()
    WHERE "team_id" = ${teamId} AND "slack_user_id" = ${slackUserId} AND "greeted_at" IS NULL`;
  return count === 1;
}

/** Clears the mark: the welcome message was not delivered. */
export async function clearWelcomed({ teamId, slackUserId }: SlackAccount): Promise<void> {
  await database().prisma.slackUser.updateMany({ where: { teamId, slackUserId }, data: { greetedAt: null } });
}

/** Which of the users have opened the app in Slack: their Home tabs are kept up to date. */
export async function findWelcomed(tx: Tx, teamId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.slackUser.findMany({
    where: { teamId, userId: { in: [...userIds] }, greetedAt: { not: null } },
    select: { userId: true },
  });
  return rows.flatMap(({ userId }) => userId ?? []);
}
