import type { SlackAccount } from '@/lib/core/actor';
import { findPersonByEmail } from '@/lib/db/people/people';
import { findSlackUser } from '@/lib/db/slack/slack-users';
import { findSlackAccount, type SlackRole } from './find-slack-account';

/** Who gets the welcome message; null when the account is not known yet, or cannot be used. */
export async function findWelcomeRecipient(
  account: SlackAccount,
): Promise<{ name: string; role: SlackRole; welcomed: boolean } | null> {
  const known = await findSlackUser(account);
  if (!known || known.barred) return null;
  const person = known.email === null ? null : await findPersonByEmail(known.organizationId, known.email);
  const name = person?.name ?? known.name;
  const reach =
    person && (await findSlackAccount({ ...account, organizationId: known.organizationId }, person.id));
  return { name, role: reach?.role ?? 'user', welcomed: known.greetedAt !== null };
}
