import type { Role } from '@/lib/core/actor';
import type { Barred } from '@/lib/core/slack/slack-account';
import { database } from '@/lib/db/client';
import type { InstallationRow } from './installations';

/** Everything that a click or a command in Slack needs to know of who did it. */
export type SlackActorRow = {
  installation: InstallationRow;
  /** what Slack said of the account; null when it was never looked up */
  known: { email: string | null; barred: Barred | null; timeZone: string | null; ageSeconds: number } | null;
  /** the person of the organization who has the account's address; null when nobody has signed in with it */
  person: { id: string; role: Role; disabled: boolean } | null;
};

/** As the database sends it: one JSON, in which the time is text. */
type Sent = Omit<SlackActorRow, 'installation'> & {
  installation: Omit<InstallationRow, 'installedAt'> & { installedAt: string };
};

/**
 * Who acts in a workspace, in one query, since every command and click waits for it. Null when no living
 * installation holds the workspace. The address decides each time, so a person who signs in later, or whose
 * address changes, is matched without anything being rewritten (R16).
 */
export async function findSlackActor(account: {
  teamId: string;
  slackUserId: string;
}): Promise<SlackActorRow | null> {
  const { rows } = await database().pool.query<{ actor: Sent }>({
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
    'email', s."email", 'barred', s."barred", 'timeZone', s."time_zone",
    'ageSeconds', extract(epoch FROM now() - s."seen_at")) END,
  'person', CASE WHEN u."id" IS NOT NULL THEN json_build_object(
    'id', u."id", 'role', u."role", 'disabled', u."disabled_at" IS NOT NULL) END
) AS "actor"
FROM "slack_installation" i
LEFT JOIN "slack_user" s ON s."team_id" = i."team_id" AND s."slack_user_id" = $2
  AND s."organization_id" = i."organization_id"
LEFT JOIN "user" u ON u."organization_id" = i."organization_id" AND u."email" = s."email" AND s."barred" IS NULL
WHERE i."team_id" = $1 AND i."removed_at" IS NULL`;
