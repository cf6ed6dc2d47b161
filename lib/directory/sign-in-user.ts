import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { newId, systemContext } from '@/lib/context';
import type { GroupProblem } from '@/lib/core/group-problem';
import type { Tx } from '@/lib/db/client';
import { replaceGroups } from '@/lib/db/people/groups';
import { insertIdentityClaim } from '@/lib/db/people/identity-claims';
import {
  ensureOrganization,
  findOrganizationOf,
  hasOrganizations,
  noteGroupsSent,
} from '@/lib/db/people/organizations';
import {
  countAdmins,
  findPersonByEmail,
  insertPeople,
  type PersonRow,
  writeRole,
} from '@/lib/db/people/people';
import {
  findPersonByAccount,
  hasSignedIn,
  insertAccount,
  recordSignIn,
  renameAccount,
} from '@/lib/db/people/sign-in';
import { databaseNow, inTransaction, isPrismaError } from '@/lib/db/transaction';
import { env } from '@/lib/env';

/** A person authenticated by an identity provider. */
export type SignIn = {
  issuer: string;
  /** hosted domain or tenant id; empty if the provider has only one organization */
  tenant: string;
  provider: string;
  providerAccountId: string;
  /** the id of the same identity in earlier versions of the product */
  formerAccountId?: string;
  email: string;
  /** whether the provider vouches for the email; otherwise it joins nobody who is known by it. True by default. */
  isEmailVerified?: boolean;
  name: string;
  /** from the `groups` claim; null if it is missing: no groups, once the provider has sent any, before that the stored ones */
  groups: readonly { id: string; name: string }[] | null;
  /** why the person may have more groups at the provider */
  groupProblem?: GroupProblem | null;
  /** the client's network address */
  address?: string | undefined;
};

/** Why a person can't sign in; each has a message in lib/web/sign-in-errors.ts. */
export type SignInRefusal = 'disabled' | 'email-taken' | 'other-identity' | 'tenant-not-allowed';

/**
 * Signs a person in: finds or creates their organization and the person, and updates their groups. A person is known by
 * the account at the provider; by email only until their first sign-in, so that a person who gets that email later does
 * not become them. The first person to sign in to an organization without admins becomes an admin. Returns the refusal
 * otherwise.
 */
export async function signInUser(signIn: SignIn): Promise<{ userId: string } | SignInRefusal> {
  const cleaned = { ...signIn, email: signIn.email.trim().toLowerCase() };
  try {
    return await inTransaction((tx) => signInPerson(tx, cleaned));
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    return 'email-taken';
  }
}

async function signInPerson(tx: Tx, signIn: SignIn): Promise<{ userId: string } | SignInRefusal> {
  const { issuer, tenant, provider, providerAccountId, email, name, address } = signIn;
  if (!(await isAllowed(tx, signIn))) return 'tenant-not-allowed';
  const organizationName = tenant || email.split('@')[1] || issuer;
  const { id: organizationId } = await ensureOrganization(tx, { issuer, tenant, name: organizationName });
  const known = await findKnown(tx, organizationId, signIn);
  const named = known ? null : await findPersonByEmail(organizationId, email, tx);
  if (named && !(await canJoin(tx, named, signIn))) return claim(tx, named, signIn);
  const found = known ?? named ?? (await addPerson(tx, organizationId, signIn));
  if (found.disabledAt) return 'disabled';
  const person = await promoteFirst(tx, found);
  if (!known) await insertAccount(tx, { provider, providerAccountId, userId: person.id });
  const sendsGroups = await noteGroupsSent(tx, organizationId, signIn.groups !== null);
  // Where the provider never sends groups, none are missing.
  const groupProblem = (sendsGroups && signIn.groupProblem) || null;
  await recordSignIn(tx, person.id, { email, name, groupProblem, at: await databaseNow(tx) });

  const ctx = {
    ...systemContext(organizationId, email, 'web'),
    actor: { kind: 'user', userId: person.id },
    address,
  } as const;
  const data = { email, created: !known, role: person.role };
  await record(tx, ctx, { action: 'sign-in-user', data }, { userId: person.id });
  const groups = signIn.groups ?? (sendsGroups ? [] : null);
  const groupsChanged = groups && (await replaceGroups(tx, { organizationId, userId: person.id }, groups));
  if (groupsChanged)
    await endUncoveredGrants(tx, systemContext(organizationId, 'the identity provider', 'web'));
  return { userId: person.id };
}

/**
 * Google and Microsoft authenticate everybody's organizations. Without a list of those that are allowed, only the first
 * one is created. A provider without tenants is the operator's own.
 */
async function isAllowed(tx: Tx, { issuer, tenant }: SignIn): Promise<boolean> {
  const allowed = env().allowedTenants;
  if (tenant === '') return true;
  if (allowed.length > 0) return allowed.includes(tenant);
  return (await findOrganizationOf({ issuer, tenant }, tx)) !== null || !(await hasOrganizations(tx));
}

async function findKnown(tx: Tx, organizationId: string, signIn: SignIn): Promise<PersonRow | null> {
  const { provider, providerAccountId, formerAccountId } = signIn;
  const known = await findPersonByAccount(tx, organizationId, { provider, providerAccountId });
  if (known || formerAccountId === undefined) return known;
  const former = await findPersonByAccount(tx, organizationId, {
    provider,
    providerAccountId: formerAccountId,
  });
  if (former) await renameAccount(tx, provider, { from: formerAccountId, to: providerAccountId });
  return former;
}

async function canJoin(tx: Tx, person: PersonRow, { isEmailVerified = true }: SignIn): Promise<boolean> {
  return isEmailVerified && !(await hasSignedIn(tx, person.id));
}

/** Asks the admins whether this identity is the person's. */
async function claim(tx: Tx, person: PersonRow, signIn: SignIn): Promise<SignInRefusal> {
  const { provider, providerAccountId, email, name, address } = signIn;
  const { id: userId, organizationId } = person;
  const row = { organizationId, userId, provider, providerAccountId, name };
  if (await insertIdentityClaim(tx, row)) {
    const ctx = { ...systemContext(organizationId, 'the identity provider', 'web'), address };
    const data = { email, account: providerAccountId };
    await record(tx, ctx, { action: 'claim-identity', data }, { userId });
  }
  return 'other-identity';
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
