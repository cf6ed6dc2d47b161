import type { Tx } from '@/lib/db/client';
import type { PersonRow } from './people';

/** The person of an identity provider's account; null before their first sign-in. */
export async function findPersonByAccount(
  tx: Tx,
  organizationId: string,
  account: { provider: string; providerAccountId: string },
): Promise<PersonRow | null> {
  return tx.user.findFirst({ where: { organizationId, accounts: { some: account } } });
}

/** Connects an identity provider's account to a person. */
export async function insertAccount(
  tx: Tx,
  account: { provider: string; providerAccountId: string; userId: string },
): Promise<void> {
  await tx.account.create({ data: account });
}

/** Writes the email, the name and the time of a sign-in. P2002 if another person has the email. */
export async function recordSignIn(
  tx: Tx,
  id: string,
  facts: { email: string; name: string; at: Date },
): Promise<void> {
  const { at, ...set } = facts;
  await tx.user.update({ where: { id }, data: { ...set, lastLoginAt: at } });
}
