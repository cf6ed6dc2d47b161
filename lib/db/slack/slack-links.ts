import type { SlackAccount } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';

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
