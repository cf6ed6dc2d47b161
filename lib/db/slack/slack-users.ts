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

/** What is known of a Slack account; null before it was first looked up. */
export async function findSlackUser(
  account: SlackAccount,
  tx: Tx = database().prisma,
): Promise<SlackUserRow | null> {
  const row = await tx.slackUser.findUnique({ where: { teamId_slackUserId: account } });
  return row as SlackUserRow | null;
}

/** Writes what Slack just said of an account. The person it is comes from the same e-mail, or is nobody. */
export async function saveSlackUser(
  row: Omit<SlackUserRow, 'userId' | 'greetedAt' | 'seenAt'>,
): Promise<SlackUserRow> {
  const { prisma } = database();
  const { teamId, slackUserId, ...facts } = row;
  const person =
    row.email === null || row.barred !== null
      ? null
      : await prisma.user.findFirst({ where: { organizationId: row.organizationId, email: row.email } });
  const data = { ...facts, userId: person?.id ?? null, seenAt: await databaseNow() };
  const saved = await prisma.slackUser.upsert({
    where: { teamId_slackUserId: { teamId, slackUserId } },
    create: { teamId, slackUserId, ...data },
    update: data,
  });
  return saved as SlackUserRow;
}

/** The usable Slack account of a person in a workspace, the linked one first; null when none is known. */
export async function findSlackAccountOf(teamId: string, userId: string): Promise<SlackUserRow | null> {
  const { prisma } = database();
  const link = await prisma.slackLink.findUnique({ where: { teamId_userId: { teamId, userId } } });
  const row = await prisma.slackUser.findFirst({
    where: { teamId, barred: null, ...(link ? { slackUserId: link.slackUserId } : { userId }) },
  });
  return row as SlackUserRow | null;
}

/** Has this Slack account proved, by a sign-in, that it is this person? (R17) */
export async function isSlackLinked(
  account: SlackAccount,
  userId: string,
  tx: Tx = database().prisma,
): Promise<boolean> {
  const { teamId, slackUserId } = account;
  return (await tx.slackLink.count({ where: { teamId, slackUserId, userId } })) === 1;
}

/** Links a Slack account to a person; the newest proof of either side replaces older ones. */
export async function saveSlackLink(tx: Tx, account: SlackAccount, userId: string): Promise<void> {
  const { teamId, slackUserId } = account;
  await tx.slackLink.deleteMany({ where: { teamId, OR: [{ slackUserId }, { userId }] } });
  await tx.slackLink.create({ data: { teamId, slackUserId, userId } });
}

/** Stores an invitation to link, for ten minutes; `id` is the fingerprint of its token. */
export async function insertLinkInvitation(id: string, account: SlackAccount): Promise<void> {
  await database().prisma.$executeRaw`
    INSERT INTO "slack_link_invitation" ("id", "team_id", "slack_user_id", "expires_at")
    VALUES (${id}, ${account.teamId}, ${account.slackUserId}, now() + interval '10 minutes')`;
}

/** Whom an invitation is for, while it is good; null when it was used or is too old. */
export async function findLinkInvitation(
  id: string,
  tx: Tx = database().prisma,
): Promise<SlackAccount | null> {
  const rows = await tx.$queryRaw<SlackAccount[]>`
    SELECT "team_id" AS "teamId", "slack_user_id" AS "slackUserId" FROM "slack_link_invitation"
    WHERE "id" = ${id} AND "expires_at" > now()`;
  return rows[0] ?? null;
}

/** Uses an invitation up. False when somebody did before, or when it is too old. */
export async function redeemLinkInvitation(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.$executeRaw`DELETE FROM "slack_link_invitation" WHERE "id" = ${id} AND "expires_at" > now()`) ===
    1
  );
}

/** Marks an account as greeted. True only the first time. */
export async function markGreeted({ teamId, slackUserId }: SlackAccount): Promise<boolean> {
  const count = await database().prisma.$executeRaw`
    UPDATE "slack_user" SET "greeted_at" = now()
    WHERE "team_id" = ${teamId} AND "slack_user_id" = ${slackUserId} AND "greeted_at" IS NULL`;
  return count === 1;
}

/** Takes the mark of a greeting back. */
export async function forgetGreeted({ teamId, slackUserId }: SlackAccount): Promise<void> {
  await database().prisma.slackUser.updateMany({ where: { teamId, slackUserId }, data: { greetedAt: null } });
}

/** The people of an organization who have opened the app in Slack: those whose Home tab is kept current. */
export async function findGreeted(tx: Tx, teamId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.slackUser.findMany({
    where: { teamId, userId: { in: [...userIds] }, greetedAt: { not: null } },
    select: { userId: true },
  });
  return rows.flatMap(({ userId }) => userId ?? []);
}

/** True the first time an event of Slack's is seen; its retries are false. */
export async function insertSlackEvent(id: string): Promise<boolean> {
  const { count } = await database().prisma.slackEvent.createMany({ data: [{ id }], skipDuplicates: true });
  return count === 1;
}

/** Forgets an event whose handling failed, so that Slack's retry is handled. */
export async function forgetSlackEvent(id: string): Promise<void> {
  await database().prisma.slackEvent.deleteMany({ where: { id } });
}
