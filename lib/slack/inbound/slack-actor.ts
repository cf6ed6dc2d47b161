import type { Context } from '@/lib/context';
import type { SlackAccount } from '@/lib/core/actor';
import { AccessError } from '@/lib/core/error';
import { describeBarred } from '@/lib/core/slack/slack-account';
import type { InstallationRow } from '@/lib/db/slack/installations';
import { findSlackActor, type SlackActorRow } from '@/lib/db/slack/slack-actor';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { slackClient } from '../client';
import { saveApiUser } from '../outbound/slack-accounts';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';

/** Whoever types, clicks or opens something in Slack, as a person of ours. */
export type SlackActor = {
  ctx: Context;
  installation: InstallationRow;
  account: SlackAccount;
  timeZone: string | null;
  isAdmin: boolean;
};

/** Who Slack's signed payload says did something. */
export type SlackSender = { teamId: string; slackUserId: string; userTeamId?: string; appId?: string };

// Somebody we know is asked about once a day, somebody we can't place whenever they try again.
const maxAgeSeconds = { known: 86_400, unknown: 30 };

/**
 * The person of ours who acts in Slack (R16): same workspace, same confirmed address, same organization.
 * Throws `not-integrated` or `not-signed-in`, in words that say what to do.
 */
export async function resolveSlackActor(sender: SlackSender): Promise<SlackActor> {
  const account: SlackAccount = { teamId: sender.teamId, slackUserId: sender.slackUserId };
  const first = await findSlackActor(account);
  if (!first || (sender.appId !== undefined && sender.appId !== first.installation.appId))
    throw notIntegrated();
  if (sender.userTeamId !== undefined && !isOwnTeam(sender.userTeamId, first.installation))
    throw otherWorkspace();
  const row = isStale(first) ? await refreshAccount(account, first) : first;
  return toSlackActor(account, row);
}

function toSlackActor(account: SlackAccount, { installation, known, person }: SlackActorRow): SlackActor {
  if (!known) {
    throw new AccessError('not-signed-in', 'Slack did not say who you are just now. Try again in a minute.');
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
    timeZone: known.timeZone,
    isAdmin: person.role === 'Admin',
  };
}

function isStale({ known, person }: SlackActorRow): boolean {
  if (!known) return true;
  return known.ageSeconds > (person ? maxAgeSeconds.known : maxAgeSeconds.unknown);
}

// In an enterprise, payloads may name the enterprise as the user's team.
function isOwnTeam(userTeamId: string, { teamId, enterpriseId }: InstallationRow): boolean {
  return userTeamId === teamId || userTeamId === enterpriseId;
}

/** Asks Slack who an account is. When Slack can't say in time, what is known has to do. */
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
  const place = new URL('/settings/integrations/slack', env().publicUrl);
  return new AccessError(
    'not-integrated',
    `This Slack workspace is not integrated here. An admin can do it in the console: ${place.href}`,
  );
}

function otherWorkspace(): AccessError {
  return new AccessError(
    'not-signed-in',
    'You belong to another workspace. Only members of this one may ask for access here.',
  );
}

function barred(why: NonNullable<NonNullable<SlackActorRow['known']>['barred']>): AccessError {
  const words: Partial<Record<typeof why, string>> = {
    guest: 'Guests of a workspace may not ask for access here. Ask somebody with a full account.',
    bot: 'A bot may not ask for access.',
    deactivated: 'This Slack account is deactivated. Ask an admin of the workspace to activate it.',
    unconfirmed: 'Slack has not confirmed your e-mail address yet. Confirm it in Slack, then try again.',
  };
  return new AccessError('not-signed-in', words[why] ?? `Your Slack account is ${describeBarred(why)}.`);
}

function notSignedIn(email: string | null, { teamName }: InstallationRow): AccessError {
  const console = new URL('/', env().publicUrl).href;
  return new AccessError(
    'not-signed-in',
    email === null
      ? `Slack does not show us your address in ${teamName}. Ask an admin to integrate with Slack again.`
      : `Nobody has signed in as ${email} yet. Sign in once at ${console} and try again.`,
  );
}
