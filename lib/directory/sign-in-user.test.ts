import { beforeEach, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { eventsNamed, refusal } from '@/test/assertions';
import { makeOrganization, signIn, type TestOrganization, uniqueName } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
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
  const { userId } = await signInUser(identity({ email: ' Named@ACME.test', name: 'Named Person' }));
  expect(userId).toBe(data.id);
  expect(await person(userId)).toMatchObject({ email: 'named@acme.test', name: 'Named Person' });
});

test('a person is recognized by their account, also with a new email', async () => {
  const before = identity({});
  const { userId } = await signInUser(before);
  expect(await signInUser({ ...before, email: 'married@acme.test' })).toEqual({ userId });
  expect((await person(userId)).email).toBe('married@acme.test');
});

test('a sign-in with the email of another person is rejected, and nothing changes', async () => {
  const before = identity({});
  const { userId } = await signInUser(before);
  await refusal(signInUser({ ...before, email: 'admin@acme.test' }), 'not-signed-in');
  expect((await person(userId)).email).toBe('engineer@acme.test');
});

test('the same email at two identity providers is two people in two organizations', async () => {
  const other = await makeOrganization(false);
  expect(other.admin.id).not.toBe(organization.admin.id);
  const tenant = await signInUser(identity({ tenant: 'other-tenant', email: 'admin@acme.test' }));
  expect(tenant.userId).not.toBe(organization.admin.id);
});

test('a disabled person cannot sign in, and nothing is recorded', async () => {
  const engineer = await signIn(organization, 'engineer@acme.test');
  await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: false });
  await refusal(signIn(organization, 'engineer@acme.test'), 'not-signed-in');
  expect(await eventsNamed(organization.id, 'sign-in-user')).toHaveLength(2);
  expect((await person(engineer.id)).role).toBe('User');
});

test('groups are replaced by those of the claim; without a claim they stay', async () => {
  const engineer = await signIn(organization, 'engineer@acme.test', [
    'Engineering',
    'On call: "prod"',
    'Sales',
  ]);
  expect(await groupsOf(engineer.id)).toEqual(['Engineering', 'On call: "prod"', 'Sales']);
  await signIn(organization, 'engineer@acme.test', null);
  expect(await groupsOf(engineer.id)).toHaveLength(3);
  await signIn(organization, 'engineer@acme.test', ['Sales', 'Sales', 'Support']);
  expect(await groupsOf(engineer.id)).toEqual(['Sales', 'Support']);
  await signIn(organization, 'engineer@acme.test', []);
  expect(await groupsOf(engineer.id)).toEqual([]);
});

test('a group gets the name that the provider sends', async () => {
  await signInUser(identity({ groups: [{ id: 'g-1', name: 'Engineers' }] }));
  await signInUser(identity({ email: 'b@acme.test', groups: [{ id: 'g-1', name: 'Engineering' }] }));
  const groups = await database().prisma.group.findMany({ where: { organizationId: organization.id } });
  expect(groups.map(({ id, name }) => `${id} ${name}`)).toEqual(['g-1 Engineering']);
});

test('two people of one group sign in concurrently', async () => {
  const emails = ['a@acme.test', 'b@acme.test', 'c@acme.test', 'd@acme.test'];
  const people = await Promise.all(emails.map((email) => signIn(organization, email, ['New', 'Newer'])));
  for (const { id } of people) expect(await groupsOf(id)).toEqual(['New', 'Newer']);
});
