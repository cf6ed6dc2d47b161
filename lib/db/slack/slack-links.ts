import type { SlackAccount } from '@/lib/core/actor';
import { database, type Tx } from '@/lib/db/client';

/** Whether a sign-in proved that the Slack account belongs to the user (R17). */
export async function isSlackLinked(
  account: SlackAccount,
  userId: string,
  tx: Tx = database().prisma,
): Promise<boolean> {
  const { teamId, slackUserId } = account;
  return (await tx.slackLink.count({ where: { teamId, slackUserId, userId } })) === 1;
}

/** Links a Slack account to a user and deletes older links of either. */
export async function saveSlackLink(tx: Tx, account: SlackAccount, userId: string): Promise<void> {
  const { teamId, slackUserId } = account;
  await tx.slackLink.deleteMany({ where: { teamId, OR: [{ slackUserId }, { userId }] } });
  await tx.slackLink.create({ data: { teamId, slackUserId, userId } });
}

/** Stores a link invitation that expires after ten minutes; `id` is the fingerprint of its token. */
export async function insertLinkInvitation(id: string, account: SlackAccount): Promise<void> {
  await database().prisma.$executeRaw`
    INSERT INTO "slack_link_invitation" ("id", "team_id", "slack_user_id", "expires_at")
    VALUES (${id}, ${account.teamId}, ${account.slackUserId}, now() + interval '10 minutes')`;
}

/** The account of an invitation; null when it was used or has expired. */
export async function findLinkInvitation(
  id: string,
  tx: Tx = database().prisma,
): Promise<SlackAccount | null> {
  const rows = await tx.$queryRaw<SlackAccount[]>`
    SELECT "team_id" AS "teamId", "slack_user_id" AS "slackUserId" FROM "slack_link_invitation"
    WHERE "id" = ${id} AND "expires_at" > now()`;
  return rows[0] ?? null;
}

/** Deletes an invitation. False when it was used or has expired. */
export async function redeemLinkInvitation(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.$executeRaw`DELETE FROM "slack_link_invitation" WHERE "id" = ${id} AND "expires_at" > now()`) ===
    1
  );
}
