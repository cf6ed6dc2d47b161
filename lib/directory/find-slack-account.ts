import type { SlackAccount } from '@/lib/core/actor';
import { findPerson } from '@/lib/db/people/people';
import { findSlackAccountOf } from '@/lib/db/slack/slack-users';

/** Where a person can be reached in a workspace: the account, when it is known, or the address to find it by. */
export type SlackReach = { account: SlackAccount | null; email: string; active: boolean; isAdmin: boolean };

/** How a person of an organization is reached in Slack; null when the organization has no such person. */
export async function findSlackAccount(
  workspace: { organizationId: string; teamId: string },
  userId: string,
): Promise<SlackReach | null> {
  const person = await findPerson(workspace.organizationId, userId);
  if (!person) return null;
  const known = await findSlackAccountOf(workspace.teamId, userId);
  // A stored match is only as good as the address it was made by.
  const account =
    known && known.email === person.email && known.organizationId === workspace.organizationId
      ? { teamId: known.teamId, slackUserId: known.slackUserId }
      : null;
  return { account, email: person.email, active: !person.disabledAt, isAdmin: person.role === 'Admin' };
}
