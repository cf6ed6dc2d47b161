import type { WebClient } from '@slack/web-api';
import {
  findInstallationById,
  findInstallationIds,
  type InstallationRow,
  renameLogChannel,
} from '@/lib/db/slack/installations';
import {
  type ChannelMember,
  deleteChannelMember,
  saveChannelMember,
} from '@/lib/db/slack/slack-channel-members';
import { log } from '@/lib/log';
import { findLogChannelPeople } from '@/lib/slack-installation/log-channel';
import { slackClient } from '../client';
import { ensureLogChannel } from './ensure-log-channel';
import { readLogChannel } from './read-log-channel';
import { resolveAccount } from './slack-accounts';
import { describeFailure, isTransient, type SlackFailure, toSlackFailure } from './slack-failure';

/**
 * Creates the log channel if needed, invites the active admins whose account is linked (R17), and removes others that the
 * app invited (R15).
 * Members that people added stay. A failure for one account does not stop the others; throws at the end when the job
 * should be retried.
 */
export async function syncLogChannel(installationId: string): Promise<void> {
  const installation = await findInstallationById(installationId);
  const client = installation && (await slackClient(installationId, 'job'));
  if (!client) return;
  const channel = await reachableChannel(client, installation);
  if (channel === null) return;

  const failures: SlackFailure[] = [];
  const { adminIds, invited } = await findLogChannelPeople(installation);
  const { expected, unlinked } = await accountsOf(client, installation, adminIds, failures);
  const present = await membersOf(client, channel);
  for (const member of expected) {
    if (!present.has(member.slackUserId)) await invite(client, { installationId, channel, member, failures });
  }
  for (const member of invited.filter((each) => shouldRemove(each, adminIds, { expected, unlinked }))) {
    await remove(client, { installationId, channel, member, failures });
  }
  const passing = failures.find(isTransient);
  if (passing) throw new Error(`the log channel is not synchronized: ${describeFailure(passing)}`);
}

/** Invites admins who joined Slack or linked their account after they became admins (R15). Runs hourly. */
export async function syncAllLogChannels(): Promise<void> {
  for (const id of await findInstallationIds()) {
    try {
      await syncLogChannel(id);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log().warn({ err: why }, 'a log channel was not synchronized');
    }
  }
}

type Change = { installationId: string; channel: string; member: ChannelMember; failures: SlackFailure[] };

/**
 * The id of the log channel; creates a new one when the stored one is gone or archived, or when others than its members
 * can read it.
 */
async function reachableChannel(client: WebClient, installation: InstallationRow): Promise<string | null> {
  const id = await ensureLogChannel(client, installation);
  if (id === null) return null;
  const facts = await readLogChannel(client, id);
  if (facts === 'lost' || facts.isArchived || facts.isShared || !facts.isPrivate)
    return ensureLogChannel(client, installation, id);
  const { name } = facts;
  if (name !== null && name !== installation.logChannelName)
    await renameLogChannel(installation.id, { id, name });
  return id;
}

async function accountsOf(
  client: WebClient,
  installation: InstallationRow,
  userIds: readonly string[],
  failures: SlackFailure[],
): Promise<{ expected: ChannelMember[]; unlinked: string[] }> {
  const expected: ChannelMember[] = [];
  const unlinked: string[] = [];
  for (const userId of userIds) {
    try {
      const found = await resolveAccount(client, installation, userId);
      if (found.account && found.role === 'admin')
        expected.push({ userId, slackUserId: found.account.slackUserId });
      if (found.account && found.role !== 'admin') unlinked.push(userId);
    } catch (error) {
      failures.push(toSlackFailure(error));
    }
  }
  return { expected, unlinked };
}

async function membersOf(client: WebClient, channel: string): Promise<Set<string>> {
  const members = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await client.conversations.members({ channel, limit: 200, ...(cursor && { cursor }) });
    for (const id of page.members ?? []) members.add(id);
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return members;
}

/**
 * True for a former admin, for one whose account is not linked, and for the old account of an admin. An admin whom Slack
 * did not find stays.
 */
function shouldRemove(
  member: ChannelMember,
  adminIds: readonly string[],
  { expected, unlinked }: { expected: readonly ChannelMember[]; unlinked: readonly string[] },
): boolean {
  if (!adminIds.includes(member.userId) || unlinked.includes(member.userId)) return true;
  const now = expected.find(({ userId }) => userId === member.userId);
  return now !== undefined && now.slackUserId !== member.slackUserId;
}

/** One call for each account: in a list, one that fails would stop the others. */
async function invite(
  client: WebClient,
  { installationId, channel, member, failures }: Change,
): Promise<void> {
  // Saved first: an account that is invited but not saved would never be removed.
  await saveChannelMember(installationId, member);
  try {
    await client.conversations.invite({ channel, users: member.slackUserId });
  } catch (error) {
    const failure = toSlackFailure(error);
    if (failure.kind === 'rejected') await deleteChannelMember(installationId, member.slackUserId);
    if (failure.kind === 'rejected' && failure.code === 'already_in_channel') return;
    log().warn({ why: describeFailure(failure) }, 'an admin was not invited to the log channel');
    failures.push(failure);
  }
}

async function remove(
  client: WebClient,
  { installationId, channel, member, failures }: Change,
): Promise<void> {
  try {
    await client.conversations.kick({ channel, user: member.slackUserId });
  } catch (error) {
    const failure = toSlackFailure(error);
    const gone = failure.kind === 'rejected' && /^(not_in_channel|user_not_found)$/.test(failure.code);
    if (!gone) {
      log().warn({ why: describeFailure(failure) }, 'a former admin was not removed from the log channel');
      failures.push(failure);
      return;
    }
  }
  await deleteChannelMember(installationId, member.slackUserId);
}
