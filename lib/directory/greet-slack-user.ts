import type { SlackAccount } from '@/lib/core/actor';
import { findPersonByEmail } from '@/lib/db/people/people';
import { findSlackUser, forgetGreeted as forget, markGreeted as note } from '@/lib/db/slack/slack-users';

/** Who is to be greeted; null when the account was never looked up, or may not be used. */
export async function findGreeting(
  account: SlackAccount,
): Promise<{ name: string; isAdmin: boolean; greeted: boolean } | null> {
  const known = await findSlackUser(account);
  if (!known || known.barred) return null;
  const person = known.email === null ? null : await findPersonByEmail(known.organizationId, known.email);
  const name = person?.name ?? known.name;
  return { name, isAdmin: person?.role === 'Admin', greeted: known.greetedAt !== null };
}

/** Marks an account as greeted, before the greeting leaves. True only the first time. */
export async function markGreeted(account: SlackAccount): Promise<boolean> {
  return note(account);
}

/** Takes the mark back: the greeting did not arrive. */
export async function forgetGreeted(account: SlackAccount): Promise<void> {
  await forget(account);
}
