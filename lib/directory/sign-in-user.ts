import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { newId, systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { writeRole } from '@/lib/db/people/directory';
import { findPersonByEmail, type PersonRow } from '@/lib/db/people/people';
import {
  countAdmins,
  ensureOrganization,
  findPersonByAccount,
  insertAccount,
  insertPerson,
  recordSignIn,
  replaceGroups,
} from '@/lib/db/people/sign-in';
import { databaseNow, inTransaction, isPrismaError } from '@/lib/db/transaction';

/** Somebody whom an identity provider vouches for. The address is verified; the caller saw to that. */
export type SignIn = {
  issuer: string;
  /** hosted domain or tenant id, empty where the provider has only one organization */
  tenant: string;
  provider: string;
  providerAccountId: string;
  email: string;
  name: string;
  /** from the `groups` claim; null when the provider says nothing about groups, which leaves them alone */
  groups: readonly { id: string; name: string }[] | null;
};

/**
 * Signs somebody in: finds or makes their organization and themselves, joins a person who was named by
 * e-mail before, and takes over their groups. The first person of an organization without admins becomes
 * one. Throws `not-signed-in` when the person is disabled, or the address is another person's.
 */
export async function signInUser(signIn: SignIn): Promise<{ userId: string }> {
  try {
    return await inTransaction((tx) =>
      signInWithin(tx, { ...signIn, email: signIn.email.trim().toLowerCase() }),
    );
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    throw new AccessError('not-signed-in', 'Another account here has your e-mail address. Ask an admin.');
  }
}

async function signInWithin(tx: Tx, signIn: SignIn): Promise<{ userId: string }> {
  const { issuer, tenant, provider, providerAccountId, email, name } = signIn;
  const organizationName = tenant || email.split('@')[1] || issuer;
  const { id: organizationId } = await ensureOrganization(tx, { issuer, tenant, name: organizationName });
  const account = { provider, providerAccountId };
  const known = await findPersonByAccount(tx, organizationId, account);
  const found =
    known ?? (await findPersonByEmail(organizationId, email, tx)) ?? (await join(tx, organizationId, signIn));
  if (found.disabledAt) {
    throw new AccessError('not-signed-in', 'Your account is disabled. Ask an admin to enable it.');
  }
  const person = await promoteFirst(tx, found);
  if (!known) await insertAccount(tx, { ...account, userId: person.id });
  await recordSignIn(tx, person.id, { email, name, at: await databaseNow(tx) });

  const ctx = {
    ...systemContext(organizationId, email, 'web'),
    actor: { kind: 'user', userId: person.id },
  } as const;
  const data = { email, created: !known, role: person.role };
  await record(tx, ctx, { action: 'sign-in-user', data }, { userId: person.id });
  const groupsChanged =
    signIn.groups && (await replaceGroups(tx, { organizationId, userId: person.id }, signIn.groups));
  if (groupsChanged)
    await endUncoveredGrants(tx, systemContext(organizationId, 'the identity provider', 'web'));
  return { userId: person.id };
}

async function join(tx: Tx, organizationId: string, { email, name }: SignIn): Promise<PersonRow> {
  const person = { id: newId(), organizationId, email, name, role: 'User' } as const;
  await insertPerson(tx, person);
  return { ...person, disabledAt: null };
}

/** An organization without admins takes the first who signs in, also where a file named them as a user. */
async function promoteFirst(tx: Tx, person: PersonRow): Promise<PersonRow> {
  if ((await countAdmins(tx, person.organizationId)) > 0) return person;
  await writeRole(tx, person.organizationId, person.id, 'Admin');
  return { ...person, role: 'Admin' };
}
