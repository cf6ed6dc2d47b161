import type { SlackAccount } from '@/lib/core/actor';
import { findPerson } from '@/lib/db/people/people';
import { findSlackAccountOf } from '@/lib/db/slack/slack-users';

/** A user's account in a workspace; null when it is not stored, and then `email` finds it. */
export type SlackReach = { account: SlackAccount | null; email: string; active: boolean; isAdmin: boolean };

/** Null when the organization has no such user. */
export async function findSlackAccount(
  workspace: { organizationId: string; teamId: string },
  userId: string,
): Promise<SlackReach | null> {
  const person = await findPerson(workspace.organizationId, userId);
  if (!person) return null;
  const known = await findSlackAccountOf(workspace.teamId, userId);
  // A stored match is valid only while the email is the same.
  const account =
    known && known.email === person.email && known.organizationId === workspace.organizationId
      ? { teamId: known.teamId, slackUserId: known.slackUserId }
      : null;
  return { account, email: person.email, active: !person.disabledAt, isAdmin: person.role === 'Admin' };
}
