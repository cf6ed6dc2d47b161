import type { Role } from '@/lib/core/actor';
import { database } from './client';
import type { InstallationRow } from './installations';
import type { Barred } from './slack-people';

/** Everything that a click or a command in Slack needs to know of who did it. */
export type SlackReaderRow = {
  installation: InstallationRow;
  /** what Slack said of the account; null when it was never looked up */
  known: { email: string | null; barred: Barred | null; timeZone: string | null; ageSeconds: number } | null;
  /** the person of the organization who has the account's address; null when nobody has signed in with it */
  person: { id: string; role: Role; disabled: boolean } | null;
};

type Row = InstallationRow & {
  seen: boolean;
  email: string | null;
  barred: Barred | null;
  timeZone: string | null;
  ageSeconds: number;
  personId: string | null;
  role: Role;
  disabled: boolean;
};

/**
 * Who acts in a workspace, in one query, since every command and click waits for it. Null when no living
 * installation holds the workspace. The address decides each time, so a person who signs in later, or whose
 * address changes, is matched without anything being rewritten (R16).
 */
export async function findSlackReaderRow(account: {
  teamId: string;
  slackUserId: string;
}): Promise<SlackReaderRow | null> {
  const { rows } = await database().pool.query<Row>({
    name: 'find-slack-reader',
    text: statement,
    values: [account.teamId, account.slackUserId],
  });
  const row = rows[0];
  if (!row) return null;
  const { seen, email, barred, timeZone, ageSeconds, personId, role, disabled, ...installation } = row;
  return {
    installation,
    known: seen ? { email, barred, timeZone, ageSeconds } : null,
    person: personId === null ? null : { id: personId, role, disabled },
  };
}

const statement = `
SELECT i."id", i."organization_id" AS "organizationId", i."team_id" AS "teamId", i."team_name" AS "teamName",
  i."enterprise_id" AS "enterpriseId", i."app_id" AS "appId", i."bot_user_id" AS "botUserId", i."scopes",
  i."installed_by_id" AS "installedById", i."installer_slack_id" AS "installerSlackId",
  i."installed_at" AS "installedAt", i."log_channel_id" AS "logChannelId", i."log_channel_name" AS "logChannelName",
  s."slack_user_id" IS NOT NULL AS "seen", s."email", s."barred", s."time_zone" AS "timeZone",
  extract(epoch FROM now() - s."seen_at")::float8 AS "ageSeconds",
  u."id" AS "personId", u."role", u."disabled_at" IS NOT NULL AS "disabled"
FROM "slack_installation" i
LEFT JOIN "slack_user" s ON s."team_id" = i."team_id" AND s."slack_user_id" = $2
  AND s."organization_id" = i."organization_id"
LEFT JOIN "user" u ON u."organization_id" = i."organization_id" AND u."email" = s."email" AND s."barred" IS NULL
WHERE i."team_id" = $1 AND i."removed_at" IS NULL`;
