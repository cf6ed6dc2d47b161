import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { SlackAccount } from '@/lib/core/actor';
import { type Barred, describeBarred } from '@/lib/core/slack/slack-account';
import { type SlackUserFacts, type SlackUserRow, saveSlackUser } from '@/lib/db/slack/slack-users';
import { findSlackAccount } from '@/lib/directory/find-slack-account';
import { toSlackFailure } from './slack-failure';

/** A user as users.info and users.lookupByEmail give them. */
export type SlackApiUser = NonNullable<UsersInfoResponse['user']> & { is_stranger?: boolean };

type Workspace = { organizationId: string; teamId: string };

/** What we believe of a Slack user of a workspace (R16). The address is lower-cased. */
export function toSlackUserFacts(workspace: Workspace, user: SlackApiUser): SlackUserFacts {
  const profile = user.profile ?? {};
  const name = profile.real_name || user.real_name || profile.display_name || user.name || 'somebody';
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

/** Remembers what Slack just said of a user. */
export async function saveApiUser(workspace: Workspace, user: SlackApiUser): Promise<SlackUserRow> {
  const { organizationId, teamId } = workspace;
  return saveSlackUser(toSlackUserFacts({ organizationId, teamId }, user));
}

/** How somebody of ours is reached in Slack, or in words why not. */
export type ResolvedAccount = { account: SlackAccount; isAdmin: boolean } | { account: null; why: string };

/**
 * The Slack account of a person of ours: the one we know, or the one Slack finds by their address. Throws
 * what the client throws when Slack can't say.
 */
export async function resolveAccount(
  client: WebClient,
  workspace: Workspace,
  userId: string,
): Promise<ResolvedAccount> {
  const reach = await findSlackAccount(workspace, userId);
  if (!reach?.active) return { account: null, why: 'the user is disabled or unknown' };
  if (reach.account) return { account: reach.account, isAdmin: reach.isAdmin };
  const user = await lookupByEmail(client, reach.email);
  if (!user) return { account: null, why: `nobody in the workspace has the address ${reach.email}` };
  const { teamId, slackUserId, barred, email } = await saveApiUser(workspace, user);
  if (barred)
    return { account: null, why: `the Slack account of ${reach.email} is ${describeBarred(barred)}` };
  if (email !== reach.email) return { account: null, why: `Slack does not show the address ${reach.email}` };
  return { account: { teamId, slackUserId }, isAdmin: reach.isAdmin };
}

function barredReason({ teamId }: Workspace, user: SlackApiUser): Barred | null {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  // In an enterprise a user's own team may be another one of those they belong to.
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
    if (failure.kind === 'refused' && /^users?_not_(found|visible)$/.test(failure.code)) return null;
    throw error;
  }
}
