import type { Barred } from '@/lib/core/slack/slack-account';
import { database } from '@/lib/db/client';
import type { InstallationRow } from './installations';

/** What an action or a command in Slack needs to know about its sender. */
export type SlackActorRow = {
  installation: InstallationRow;
  /** what Slack reports about the account; null before the first lookup */
  known: { email: string | null; barred: Barred | null; ageSeconds: number } | null;
  /** the user with the account's email; null before their first sign-in */
  person: { id: string; disabled: boolean } | null;
};

/** The row as JSON, in which the date is text. */
type Json = Omit<SlackActorRow, 'installation'> & {
  installation: Omit<InstallationRow, 'installedAt'> & { installedAt: string };
};

/**
 * The sender of an action, in one query, since every command and action waits for it. Null when the workspace has no
 * active installation. The email is compared each time, so a user who signs in later, or whose email changes, is
 * matched without an update (R16).
 */
export async function findSlackActor(account: {
  teamId: string;
  slackUserId: string;
}): Promise<SlackActorRow | null> {
  const { rows } = await database().pool.query<{ actor: Json }>({
    name: 'find-slack-actor',
    text: statement,
    values: [account.teamId, account.slackUserId],
  });
  const actor = rows[0]?.actor;
  if (!actor) return null;
  const { installation } = actor;
  return { ...actor, installation: { ...installation, installedAt: new Date(installation.installedAt) } };
}

const statement = `
SELECT json_build_object(
  'installation', json_build_object(
    'id', i."id", 'organizationId', i."organization_id", 'teamId', i."team_id", 'teamName', i."team_name",
    'enterpriseId', i."enterprise_id", 'appId', i."app_id", 'botUserId', i."bot_user_id", 'scopes', i."scopes",
    'installedById', i."installed_by_id", 'installerSlackId', i."installer_slack_id",
    'installedAt', i."installed_at", 'logChannelId', i."log_channel_id", 'logChannelName', i."log_channel_name"),
  'known', CASE WHEN s."slack_user_id" IS NOT NULL THEN json_build_object(
    'email', s."email", 'barred', s."barred",
    'ageSeconds', extract(epoch FROM now() - s."seen_at")) END,
  'person', CASE WHEN u."id" IS NOT NULL THEN json_build_object(
    'id', u."id", 'disabled', u."disabled_at" IS NOT NULL) END
) AS "actor"
FROM "slack_installation" i
LEFT JOIN "slack_user" s ON s."team_id" = i."team_id" AND s."slack_user_id" = $2
  AND s."organization_id" = i."organization_id"
LEFT JOIN "user" u ON u."organization_id" = i."organization_id" AND u."kind" = 'User'
  AND u."email" = s."email" AND s."barred" IS NULL
WHERE i."team_id" = $1 AND i."removed_at" IS NULL`;
