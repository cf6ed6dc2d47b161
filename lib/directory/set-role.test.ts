import { beforeEach, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { findSessionPerson } from '@/lib/db/people/sessions';
import { countJobs, eventsNamed, refusal } from '@/test/assertions';
import { makeOrganization, signIn, type TestOrganization, type TestPerson } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { listPeople } from './list-people';
import { setRole } from './set-role';
import { setUserEnabled } from './set-user-enabled';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;

beforeEach(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test', ['Engineering']);
});

test('R15: a new admin is recorded, and a job updates the log channel', async () => {
  const before = await countJobs('sync-log-channel');
  await setRole(admin.ctx, { userId: engineer.id, role: 'Admin' });
  await setRole(admin.ctx, { userId: engineer.id, role: 'Admin' });
  const events = await eventsNamed(organization.id, 'set-role');
  expect(events.map(({ data }) => data)).toEqual([{ email: 'engineer@acme.test', role: 'Admin' }]);
  expect(await countJobs('sync-log-channel')).toBe(before + 1);
});

test('the last active admin cannot be demoted or disabled', async () => {
  await refusal(setRole(admin.ctx, { userId: admin.id, role: 'User' }), 'forbidden');
  await refusal(setUserEnabled(admin.ctx, { userId: admin.id, enabled: false }), 'forbidden');
  await setRole(admin.ctx, { userId: engineer.id, role: 'Admin' });
  await setUserEnabled(admin.ctx, { userId: engineer.id, enabled: false });
  await refusal(setRole(admin.ctx, { userId: admin.id, role: 'User' }), 'forbidden');
});

test('of two admins who demote each other concurrently, one stays', async () => {
  await setRole(admin.ctx, { userId: engineer.id, role: 'Admin' });
  await Promise.allSettled([
    setRole(admin.ctx, { userId: engineer.id, role: 'User' }),
    setRole(engineer.ctx, { userId: admin.id, role: 'User' }),
  ]);
  const where = { organizationId: organization.id, role: 'Admin' as const };
  expect(await database().prisma.user.count({ where })).toBe(1);
});

test('only admins change roles, and only in their organization', async () => {
  await refusal(setRole(engineer.ctx, { userId: engineer.id, role: 'Admin' }), 'forbidden');
  await refusal(setUserEnabled(engineer.ctx, { userId: admin.id, enabled: false }), 'forbidden');
  const other = await makeOrganization();
  await refusal(setRole(other.admin.ctx, { userId: engineer.id, role: 'Admin' }), 'not-found');
  await refusal(setUserEnabled(other.admin.ctx, { userId: engineer.id, enabled: false }), 'not-found');
});

test('disabling a person ends their sessions', async () => {
  const session = {
    sessionToken: 'fingerprint',
    userId: engineer.id,
    expires: new Date(Date.now() + 60_000),
  };
  await database().prisma.session.create({ data: session });
  expect(await findSessionPerson(engineer.id)).toMatchObject({ email: 'engineer@acme.test', role: 'User' });
  await setUserEnabled(admin.ctx, { userId: engineer.id, enabled: false });
  expect(await database().prisma.session.count({ where: { userId: engineer.id } })).toBe(0);
  expect(await findSessionPerson(engineer.id)).toBeNull();
  await setUserEnabled(admin.ctx, { userId: engineer.id, enabled: true });
  const events = await eventsNamed(organization.id, 'set-user-enabled');
  expect(events.map(({ data }) => data)).toEqual([
    { email: 'engineer@acme.test', enabled: false },
    { email: 'engineer@acme.test', enabled: true },
  ]);
});

test('admins see the people of their organization, with groups and Slack status', async () => {
  const { people } = await listPeople(admin.ctx, {});
  expect(people.map(({ email, role, slack, groups }) => ({ email, role, slack, groups }))).toEqual([
    { email: 'admin@acme.test', role: 'Admin', slack: 'linked', groups: [] },
    {
      email: 'engineer@acme.test',
      role: 'User',
      slack: 'none',
      groups: [{ id: 'Engineering', name: 'Engineering' }],
    },
  ]);
  const emails = async (sort: object) =>
    (await listPeople(admin.ctx, { sort })).people.map(({ email }) => email);
  expect(await emails({ by: 'person', descending: true })).toEqual(['engineer@acme.test', 'admin@acme.test']);
  expect(await emails({ by: 'role', descending: false })).toEqual(['admin@acme.test', 'engineer@acme.test']);
  expect(await emails({ by: 'slack', descending: true })).toEqual(['engineer@acme.test', 'admin@acme.test']);
  expect(await emails({ by: 'lastSignIn', descending: true })).toHaveLength(2);
  await refusal(listPeople(engineer.ctx, {}), 'forbidden');
});
