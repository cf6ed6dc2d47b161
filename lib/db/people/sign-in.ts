import type { GroupProblem } from '@/lib/core/group-problem';
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

/** Whether a person has signed in, with any account. */
export async function hasSignedIn(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.account.findFirst({ where: { userId }, select: { userId: true } })) !== null;
}

/** Gives an account of the identity provider another id. False if there is none with the former one. */
export async function renameAccount(
  tx: Tx,
  provider: string,
  ids: { from: string; to: string },
): Promise<boolean> {
  const { count } = await tx.account.updateMany({
    where: { provider, providerAccountId: ids.from },
    data: { providerAccountId: ids.to },
  });
  return count === 1;
}

/** Connects an identity provider's account to a person. */
export async function insertAccount(
  tx: Tx,
  account: { provider: string; providerAccountId: string; userId: string },
): Promise<void> {
  await tx.account.create({ data: account });
}

/** Writes what a sign-in says about a person, and its time. P2002 if another person has the email. */
export async function recordSignIn(
  tx: Tx,
  id: string,
  facts: { email: string; name: string; groupProblem: GroupProblem | null; at: Date },
): Promise<void> {
  const { at, ...set } = facts;
  await tx.user.update({ where: { id }, data: { ...set, lastLoginAt: at } });
}
