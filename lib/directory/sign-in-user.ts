import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { newId, systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { replaceGroups } from '@/lib/db/people/groups';
import { ensureOrganization } from '@/lib/db/people/organizations';
import {
  countAdmins,
  findPersonByEmail,
  insertPeople,
  type PersonRow,
  writeRole,
} from '@/lib/db/people/people';
import { findPersonByAccount, insertAccount, recordSignIn } from '@/lib/db/people/sign-in';
import { databaseNow, inTransaction, isPrismaError } from '@/lib/db/transaction';

/** A person authenticated by an identity provider. The caller has checked that the email is verified. */
export type SignIn = {
  issuer: string;
  /** hosted domain or tenant id; empty if the provider has only one organization */
  tenant: string;
  provider: string;
  providerAccountId: string;
  email: string;
  name: string;
  /** from the `groups` claim; null if the provider sends no groups, which keeps the stored ones */
  groups: readonly { id: string; name: string }[] | null;
  /** the client's network address */
  address?: string | undefined;
};

/**
 * Signs a person in: finds or creates their organization and the person, connects the sign-in to a person whom an
 * organization file created by email, and updates their groups. The first person to sign in to an organization without
 * admins becomes an admin. Throws `not-signed-in` if the person is disabled, or if another person has the email.
 */
export async function signInUser(signIn: SignIn): Promise<{ userId: string }> {
  try {
    return await inTransaction((tx) =>
      signInPerson(tx, { ...signIn, email: signIn.email.trim().toLowerCase() }),
    );
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    throw new AccessError('not-signed-in', 'Another account already uses your email. Ask an admin for help.');
  }
}

async function signInPerson(tx: Tx, signIn: SignIn): Promise<{ userId: string }> {
  const { issuer, tenant, provider, providerAccountId, email, name } = signIn;
  const organizationName = tenant || email.split('@')[1] || issuer;
  const { id: organizationId } = await ensureOrganization(tx, { issuer, tenant, name: organizationName });
  const account = { provider, providerAccountId };
  const known = await findPersonByAccount(tx, organizationId, account);
  const found =
    known ??
    (await findPersonByEmail(organizationId, email, tx)) ??
    (await addPerson(tx, organizationId, signIn));
  if (found.disabledAt) {
    throw new AccessError('not-signed-in', 'Your account is disabled. Ask an admin to enable it.');
  }
  const person = await promoteFirst(tx, found);
  if (!known) await insertAccount(tx, { ...account, userId: person.id });
  await recordSignIn(tx, person.id, { email, name, at: await databaseNow(tx) });

  const ctx = {
    ...systemContext(organizationId, email, 'web'),
    actor: { kind: 'user', userId: person.id },
    address: signIn.address,
  } as const;
  const data = { email, created: !known, role: person.role };
  await record(tx, ctx, { action: 'sign-in-user', data }, { userId: person.id });
  const groupsChanged =
    signIn.groups && (await replaceGroups(tx, { organizationId, userId: person.id }, signIn.groups));
  if (groupsChanged)
    await endUncoveredGrants(tx, systemContext(organizationId, 'the identity provider', 'web'));
  return { userId: person.id };
}

async function addPerson(tx: Tx, organizationId: string, { email, name }: SignIn): Promise<PersonRow> {
  const person = { id: newId(), email, name, role: 'User' } as const;
  await insertPeople(tx, organizationId, [person]);
  return { ...person, organizationId, disabledAt: null };
}

/**
 * The first to sign in to an organization without admins becomes an admin, even if an organization file created them
 * as a user.
 */
async function promoteFirst(tx: Tx, person: PersonRow): Promise<PersonRow> {
  if ((await countAdmins(tx, person.organizationId)) > 0) return person;
  await writeRole(tx, person.organizationId, person.id, 'Admin');
  return { ...person, role: 'Admin' };
}
