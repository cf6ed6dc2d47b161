import type { Context } from '@/lib/context';
import type { SlackAccount } from '@/lib/core/actor';
import { AccessError } from '@/lib/core/error';
import { describeBarred } from '@/lib/core/slack/slack-account';
import { findInstallationOfEnterprise, type InstallationRow } from '@/lib/db/slack/installations';
import { findSlackActor, type SlackActorRow } from '@/lib/db/slack/slack-actor';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { slackClient } from '../client';
import { saveApiUser } from '../outbound/slack-accounts';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';

/** A user who acts in Slack. */
export type SlackActor = {
  ctx: Context;
  installation: InstallationRow;
  account: SlackAccount;
};

/** The Slack account that a signed payload names. `enterpriseId` is there in an Enterprise Grid. */
export type SlackSender = {
  teamId: string;
  slackUserId: string;
  userTeamId?: string;
  enterpriseId?: string;
  appId?: string;
};

// Slack is asked about a matched account once a day, and about others on each attempt.
const maxAgeSeconds = { known: 86_400, unknown: 30 };

/**
 * Matches a Slack account to a user: same workspace, same confirmed email, same organization (R16). Throws
 * `not-integrated`, `not-signed-in`.
 */
export async function resolveSlackActor(sender: SlackSender): Promise<SlackActor> {
  const { slackUserId, appId } = sender;
  const first =
    (await findSlackActor({ teamId: sender.teamId, slackUserId })) ?? (await findInEnterprise(sender));
  if (!first || (appId !== undefined && appId !== first.installation.appId)) throw notIntegrated();
  if (isOfOtherTeam(sender, first.installation)) throw otherWorkspace();
  const account: SlackAccount = { teamId: first.installation.teamId, slackUserId };
  const row = isStale(first) ? await refreshAccount(account, first) : first;
  return toSlackActor(account, row);
}

/** In an Enterprise Grid, a payload can name another of its workspaces than the one that has the app. */
async function findInEnterprise({ enterpriseId, slackUserId }: SlackSender): Promise<SlackActorRow | null> {
  const installed = enterpriseId === undefined ? null : await findInstallationOfEnterprise(enterpriseId);
  return installed && findSlackActor({ teamId: installed.teamId, slackUserId });
}

function toSlackActor(account: SlackAccount, { installation, known, person }: SlackActorRow): SlackActor {
  if (!known) {
    throw new AccessError(
      'not-signed-in',
      'Slack did not confirm your account in time. Try again in a minute.',
    );
  }
  if (known.barred === 'stranger') throw otherWorkspace();
  if (known.barred) throw barred(known.barred);
  if (!person) throw notSignedIn(known.email, installation);
  if (person.disabled) {
    throw new AccessError('not-signed-in', 'Your account is disabled. Ask an admin to enable it.');
  }
  return {
    ctx: {
      organizationId: installation.organizationId,
      actor: { kind: 'user', userId: person.id, slack: account },
      via: 'slack',
    },
    installation,
    account,
  };
}

function isStale({ known, person }: SlackActorRow): boolean {
  if (!known) return true;
  return known.ageSeconds > (person ? maxAgeSeconds.known : maxAgeSeconds.unknown);
}

// In an Enterprise Grid, a payload names the enterprise or any workspace of the user as their team. There, what Slack says
// about the account decides, as it does for everybody.
function isOfOtherTeam(sender: SlackSender, { teamId, enterpriseId }: InstallationRow): boolean {
  if (enterpriseId !== null || sender.enterpriseId !== undefined) return false;
  return sender.userTeamId !== undefined && sender.userTeamId !== teamId;
}

/** Asks Slack about an account. Without an answer in time, the stored facts are used. */
async function refreshAccount(account: SlackAccount, row: SlackActorRow): Promise<SlackActorRow> {
  const client = await slackClient(row.installation.id, 'lookup');
  if (!client) throw notIntegrated();
  try {
    const { user } = await client.users.info({ user: account.slackUserId });
    if (user) await saveApiUser(row.installation, { ...user, id: account.slackUserId });
  } catch (error) {
    log().warn({ why: describeFailure(toSlackFailure(error)) }, 'users.info failed');
    return row;
  }
  const again = await findSlackActor(account);
  if (!again) throw notIntegrated();
  return again;
}

function notIntegrated(): AccessError {
  const settings = new URL('/settings/integrations/slack', env().publicUrl);
  return new AccessError(
    'not-integrated',
    `This Slack workspace is not connected. An admin can connect it in the console: ${settings.href}`,
  );
}

function otherWorkspace(): AccessError {
  return new AccessError(
    'not-signed-in',
    'You belong to another workspace. Only members of this one can request access here.',
  );
}

function barred(why: NonNullable<NonNullable<SlackActorRow['known']>['barred']>): AccessError {
  const texts: Partial<Record<typeof why, string>> = {
    guest: 'Guest accounts can’t request access. Ask a workspace admin for a full account.',
    bot: 'Bots can’t request access.',
    deactivated: 'This Slack account is deactivated. Ask a workspace admin to activate it.',
    unconfirmed: 'Your email in Slack is not confirmed yet. Confirm it, then try again.',
  };
  return new AccessError('not-signed-in', texts[why] ?? `Your Slack account is ${describeBarred(why)}.`);
}

function notSignedIn(email: string | null, { teamName }: InstallationRow): AccessError {
  const url = new URL('/', env().publicUrl).href;
  return new AccessError(
    'not-signed-in',
    email === null
      ? `Slack does not share your email in ${teamName}. Ask an admin to reinstall the Slack app.`
      : `Sign in at ${url} once with ${email}, then try again.`,
  );
}
