import type { SlackAccount } from '@/lib/core/actor';
import { findPerson } from '@/lib/db/people/people';
import { findSlackAccountOf } from '@/lib/db/slack/slack-users';

/**
 * A user's account in a workspace; null when it is not stored, and then `email` finds it. `role` is what the account may
 * see: what only admins see needs a linked account (R17).
 */
export type SlackReach = {
  account: SlackAccount | null;
  email: string;
  active: boolean;
  role: SlackRole;
};

export type SlackRole = 'user' | 'admin' | 'unlinked-admin';

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
  const role = person.role !== 'Admin' ? 'user' : account && known?.isLinked ? 'admin' : 'unlinked-admin';
  return { account, email: person.email, active: !person.disabledAt, role };
}
