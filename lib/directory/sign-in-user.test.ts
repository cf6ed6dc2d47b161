import { beforeEach, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { findIdentityClaims } from '@/lib/db/people/identity-claims';
import { type Env, loadEnv } from '@/lib/env';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  asRoot,
  contextOf,
  integrate,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  uniqueName,
} from '@/test/factories';
import { statementsOf } from '@/test/statements-of';
import { useDatabase } from '@/test/use-database';
import { changeEmail } from './change-email';
import { decideIdentity } from './decide-identity';
import { setUserEnabled } from './set-user-enabled';
import { type SignIn, signInUser } from './sign-in-user';

useDatabase();
let organization: TestOrganization;

beforeEach(async () => {
  organization = await makeOrganization(false);
});

const person = (id: string) => database().prisma.user.findUniqueOrThrow({ where: { id } });
const groupsOf = async (userId: string) =>
  (await database().prisma.groupMember.findMany({ where: { userId }, orderBy: { groupId: 'asc' } })).map(
    ({ groupId }) => groupId,
  );
const signInAs = async (changes: Partial<SignIn>): Promise<string> => {
  const signedIn = await signInUser(identity(changes));
  return typeof signedIn === 'string' ? signedIn : signedIn.userId;
};
const identity = (changes: Partial<SignIn>): SignIn => ({
  issuer: organization.issuer,
  tenant: '',
  provider: 'oidc',
  providerAccountId: uniqueName('subject'),
  email: 'engineer@acme.test',
  name: 'Engineer',
  groups: null,
  ...changes,
});

test('the first person of an organization becomes an admin, the second does not', async () => {
  const second = await signIn(organization, 'second@acme.test');
  expect((await person(organization.admin.id)).role).toBe('Admin');
  expect((await person(second.id)).role).toBe('User');
  const events = await eventsNamed(organization.id, 'sign-in-user');
  expect(events.map(({ data }) => data)).toEqual([
    { email: 'admin@acme.test', created: true, role: 'Admin' },
    { email: 'second@acme.test', created: true, role: 'User' },
  ]);
});

test('of ten concurrent first sign-ins, one becomes an admin', async () => {
  const issuer = `https://${uniqueName('race').replace(' ', '-')}.test`;
  const people = await Promise.all(
    Array.from({ length: 10 }, (_, index) => signIn({ issuer }, `person-${index}@acme.test`)),
  );
  expect(new Set(people.map(({ organizationId }) => organizationId)).size).toBe(1);
  const roles = await Promise.all(people.map(async ({ id }) => (await person(id)).role));
  expect(roles.filter((role) => role === 'Admin')).toHaveLength(1);
});

test('two concurrent sign-ins of a new person create one person', async () => {
  const twice = identity({});
  const [first, second] = await Promise.all([signInUser(twice), signInUser(twice)]);
  expect(first).toEqual(second);
});

test('a sign-in is connected to the person with the same email, ignoring case', async () => {
  const { id: organizationId } = organization;
  const data = { id: crypto.randomUUID(), organizationId, email: 'named@acme.test', name: 'named' };
  await database().prisma.user.create({ data });
  const userId = await signInAs({ email: ' Named@ACME.test', name: 'Named Person' });
  expect(userId).toBe(data.id);
  expect(await person(userId)).toMatchObject({ email: 'named@acme.test', name: 'Named Person' });
});

test('a person is recognized by their account, also with a new email', async () => {
  const before = identity({});
  const userId = await signInAs(before);
  expect(await signInAs({ ...before, email: 'married@acme.test' })).toBe(userId);
  expect((await person(userId)).email).toBe('married@acme.test');
});

test('a sign-in with the email of another person is rejected, and nothing changes', async () => {
  const before = identity({});
  const userId = await signInAs(before);
  expect(await signInAs({ ...before, email: 'admin@acme.test' })).toBe('email-taken');
  expect((await person(userId)).email).toBe('engineer@acme.test');
});

test('an email that became the one of a person from a file is free again once an admin changes that person’s', async () => {
  const { id: organizationId, admin } = organization;
  const before = identity({});
  const userId = await signInAs(before);
  const named = { id: crypto.randomUUID(), organizationId, email: 'married@acme.test', name: 'named' };
  await database().prisma.user.create({ data: named });
  const after = { ...before, email: 'married@acme.test' };
  expect(await signInAs(after)).toBe('email-taken');

  const change = { userId: named.id, email: ' Earlier@acme.test ' };
  await refusal(changeEmail(contextOf(organizationId, userId), change), 'forbidden');
  await refusal(changeEmail(admin.ctx, { ...change, email: 'no email' }), 'invalid');
  await refusal(changeEmail(admin.ctx, { ...change, email: 'engineer@acme.test' }), 'name-taken');
  await refusal(changeEmail(admin.ctx, { ...change, userId: crypto.randomUUID() }), 'not-found');
  expect(await changeEmail(admin.ctx, change)).toEqual({ email: 'earlier@acme.test' });
  await changeEmail(admin.ctx, change);
  expect((await eventsNamed(organizationId, 'change-email')).map(({ data }) => data)).toEqual([
    { email: 'married@acme.test', to: 'earlier@acme.test' },
  ]);
  expect(await signInAs(after)).toBe(userId);
  expect((await person(userId)).email).toBe('married@acme.test');
});

test('the same email at two identity providers is two people in two organizations', async () => {
  const other = await makeOrganization(false);
  expect(other.admin.id).not.toBe(organization.admin.id);
});

test('a disabled person cannot sign in, and nothing is recorded', async () => {
  const engineer = await signIn(organization, 'engineer@acme.test');
  await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: false });
  const providerAccountId = `${organization.issuer}|engineer@acme.test`;
  expect(await signInAs({ providerAccountId })).toBe('disabled');
  expect(await eventsNamed(organization.id, 'sign-in-user')).toHaveLength(2);
  expect((await person(engineer.id)).role).toBe('User');
});

test('groups are replaced by those of the claim; without a claim there are none once it was ever sent', async () => {
  const engineer = await signIn(organization, 'engineer@acme.test', [
    'Engineering',
    'On call: "prod"',
    'Sales',
  ]);
  expect(await groupsOf(engineer.id)).toEqual(['Engineering', 'On call: "prod"', 'Sales']);
  await signIn(organization, 'engineer@acme.test', null);
  expect(await groupsOf(engineer.id)).toEqual([]);
  await signIn(organization, 'engineer@acme.test', ['Sales', 'Sales', 'Support']);
  expect(await groupsOf(engineer.id)).toEqual(['Sales', 'Support']);
  await signIn(organization, 'engineer@acme.test', []);
  expect(await groupsOf(engineer.id)).toEqual([]);
});

test('groups of an organization file stay while the provider has never sent any', async () => {
  const { id: organizationId } = organization;
  const engineer = await signIn(organization, 'engineer@acme.test');
  await database().prisma.group.create({ data: { organizationId, id: 'Named', name: 'Named' } });
  await database().prisma.groupMember.create({
    data: { organizationId, groupId: 'Named', userId: engineer.id },
  });
  await signIn(organization, 'engineer@acme.test', null);
  expect(await groupsOf(engineer.id)).toEqual(['Named']);
});

test('R11 a sign-in without groups ends the access that they gave', async () => {
  await integrate(organization);
  const { admin } = organization;
  const engineer = await signIn(organization, 'engineer@acme.test', ['On call']);
  const more = { groupIds: ['On call'], automaticallyApproved: true };
  const { target } = await makeRequestable(organization, [], more);
  const { id } = await submitRequest(engineer.ctx, asRoot(target));
  await signIn(organization, 'engineer@acme.test', null);
  const grant = await database().prisma.grant.findFirstOrThrow({ where: { requestId: id } });
  expect(grant).toMatchObject({ state: 'Invalidated', endReason: 'LeftGroup' });
  expect(admin.organizationId).toBe(grant.organizationId);
});

test('another identity with the email of an admin becomes nobody until an admin confirms it', async () => {
  const { admin } = organization;
  const successor = identity({ email: admin.email, name: 'Somebody new' });
  expect(await signInUser(successor)).toBe('other-identity');
  expect(await signInUser(successor)).toBe('other-identity');
  const claims = await findIdentityClaims(organization.id, admin.id);
  expect(claims).toMatchObject([{ providerAccountId: successor.providerAccountId, name: 'Somebody new' }]);
  expect(await eventsNamed(organization.id, 'claim-identity')).toHaveLength(1);
  expect((await person(admin.id)).name).toBe('admin');

  const claimId = claims[0]?.id ?? '';
  const user = await signIn(organization, 'engineer@acme.test');
  await refusal(decideIdentity(user.ctx, { claimId, confirm: true }), 'forbidden');
  await decideIdentity(admin.ctx, { claimId, confirm: false });
  expect(await signInUser(successor)).toBe('other-identity');

  const [again] = await findIdentityClaims(organization.id, admin.id);
  await decideIdentity(admin.ctx, { claimId: again?.id, confirm: true });
  await refusal(decideIdentity(admin.ctx, { claimId: again?.id, confirm: true }), 'not-found');
  expect(await signInUser(successor)).toEqual({ userId: admin.id });
});

test('an email that the provider does not vouch for joins nobody', async () => {
  const { id: organizationId } = organization;
  const data = { id: crypto.randomUUID(), organizationId, email: 'named@acme.test', name: 'named' };
  await database().prisma.user.create({ data });
  const claimed = { email: 'named@acme.test', isEmailVerified: false };
  expect(await signInAs(claimed)).toBe('other-identity');
  expect(await signInAs({ ...claimed, isEmailVerified: true })).toBe(data.id);
});

test('an account belongs to the same person when the product identifies it otherwise', async () => {
  const before = identity({});
  const userId = await signInAs(before);
  const after = {
    ...before,
    providerAccountId: uniqueName('object'),
    formerAccountId: before.providerAccountId,
  };
  expect(await signInAs(after)).toBe(userId);
  expect(await signInAs({ ...after, formerAccountId: uniqueName('unknown') })).toBe(userId);
  expect(await signInAs({ ...before, email: 'new@acme.test' })).not.toBe(userId);
});

test('without a list no further tenant gets an organization', async () => {
  const tenant = { issuer: 'https://accounts.google.com', tenant: 'other.test' };
  expect(await signInAs(tenant)).toBe('tenant-not-allowed');
  const where = { ssoIssuer: tenant.issuer };
  expect(await database().prisma.organization.count({ where })).toBe(0);
});

test('a list decides which tenants can sign in, also those that have an organization', async () => {
  const shared = globalThis as { bzeroEnv?: Env };
  const tenant = { issuer: 'https://accounts.google.com', tenant: 'acme.test' };
  const signedIn = identity(tenant);
  try {
    shared.bzeroEnv = loadEnv({ ...process.env, ALLOWED_TENANTS: 'ACME.test, other.test' });
    expect(await signInUser(signedIn)).toMatchObject({ userId: expect.any(String) });
    shared.bzeroEnv = loadEnv({ ...process.env, ALLOWED_TENANTS: 'other.test' });
    expect(await signInUser(signedIn)).toBe('tenant-not-allowed');
  } finally {
    delete shared.bzeroEnv;
  }
});

test('a group gets the name that the provider sends', async () => {
  await signInUser(identity({ groups: [{ id: 'g-1', name: 'Engineers' }] }));
  await signInUser(identity({ email: 'b@acme.test', groups: [{ id: 'g-1', name: 'Engineering' }] }));
  const groups = await database().prisma.group.findMany({ where: { organizationId: organization.id } });
  expect(groups.map(({ id, name }) => `${id} ${name}`)).toEqual(['g-1 Engineering']);
});

test('a sign-in with thousands of new groups takes as many statements as one with two', async () => {
  const statements = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => ({
      id: `of ${count}: ${index}`,
      name: `${index}`,
    }));
    return statementsOf(() =>
      signInUser(identity({ email: 'busy@acme.test', providerAccountId: 'busy', groups: names })),
    );
  };
  await statements(1);
  const few = await statements(2);
  expect(await statements(5_000)).toHaveLength(few.length);
  const { id } = await database().prisma.user.findFirstOrThrow({ where: { email: 'busy@acme.test' } });
  expect(await groupsOf(id)).toHaveLength(5_000);
});

test('two people of one group sign in concurrently', async () => {
  const emails = ['a@acme.test', 'b@acme.test', 'c@acme.test', 'd@acme.test'];
  const people = await Promise.all(emails.map((email) => signIn(organization, email, ['New', 'Newer'])));
  for (const { id } of people) expect(await groupsOf(id)).toEqual(['New', 'Newer']);
});
