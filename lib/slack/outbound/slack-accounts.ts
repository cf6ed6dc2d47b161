import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { SlackAccount } from '@/lib/core/actor';
import { cleanName } from '@/lib/core/person-name';
import { type Barred, describeBarred } from '@/lib/core/slack/slack-account';
import { type SlackUserFacts, type SlackUserRow, saveSlackUser } from '@/lib/db/slack/slack-users';
import { findSlackAccount, type SlackRole } from '@/lib/directory/find-slack-account';
import { toSlackFailure } from './slack-failure';

/** A user as users.info and users.lookupByEmail give them. */
export type SlackApiUser = NonNullable<UsersInfoResponse['user']> & { is_stranger?: boolean };

type Workspace = { organizationId: string; teamId: string };

/** The facts that are stored about a Slack user (R16). */
export function toSlackUserFacts(workspace: Workspace, user: SlackApiUser): SlackUserFacts {
  const profile = user.profile ?? {};
  const names = [profile.real_name, user.real_name, profile.display_name, user.name];
  const name = names.map((one) => cleanName(one ?? '')).find((one) => one !== '') ?? 'unknown';
  return {
    ...workspace,
    slackUserId: user.id ?? '',
    email: profile.email?.trim().toLowerCase() || null,
    name,
    barred: barredReason(workspace, user),
    isTeamAdmin: Boolean(user.is_admin || user.is_owner || user.is_primary_owner),
    timeZone: user.tz ?? null,
  };
}

export async function saveApiUser(workspace: Workspace, user: SlackApiUser): Promise<SlackUserRow> {
  const { organizationId, teamId } = workspace;
  return saveSlackUser(toSlackUserFacts({ organizationId, teamId }, user));
}

export type ResolvedAccount = { account: SlackAccount; role: SlackRole } | { account: null; why: string };

/**
 * The Slack account of a user: the stored one, or the one that Slack finds by email. `why` says why there is none.
 * Throws what the client throws for a transient failure.
 */
export async function resolveAccount(
  client: WebClient,
  workspace: Workspace,
  userId: string,
): Promise<ResolvedAccount> {
  const reach = await findSlackAccount(workspace, userId);
  if (!reach?.active) return { account: null, why: 'the user is disabled or unknown' };
  if (reach.account) return { account: reach.account, role: reach.role };
  const user = await lookupByEmail(client, reach.email);
  if (!user) return { account: null, why: `no account in the workspace has the email ${reach.email}` };
  const { barred, email } = await saveApiUser(workspace, user);
  if (barred)
    return { account: null, why: `the Slack account of ${reach.email} is ${describeBarred(barred)}` };
  if (email !== reach.email) return { account: null, why: `Slack does not share the email ${reach.email}` };
  const saved = await findSlackAccount(workspace, userId);
  if (!saved?.account) return { account: null, why: `another Slack account is linked to ${reach.email}` };
  return { account: saved.account, role: saved.role };
}

function barredReason({ teamId }: Workspace, user: SlackApiUser): Barred | null {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  // In an enterprise, a user's own team can be another of the teams they belong to.
  const home = user.team_id === teamId || user.enterprise_user?.teams?.includes(teamId);
  if (user.is_stranger || !home) return 'stranger';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return user.is_email_confirmed === false ? 'unconfirmed' : null;
}

async function lookupByEmail(client: WebClient, email: string): Promise<SlackApiUser | null> {
  try {
    return (await client.users.lookupByEmail({ email })).user ?? null;
  } catch (error) {
    const failure = toSlackFailure(error);
    if (failure.kind === 'rejected' && /^users?_not_(found|visible)$/.test(failure.code)) return null;
    throw error;
  }
}
