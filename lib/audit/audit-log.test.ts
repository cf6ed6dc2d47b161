import { beforeAll, expect, test } from 'vitest';
import { inTransaction } from '@/lib/db/transaction';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { eventsNamed, refusal } from '@/test/assertions';
import { makeOrganization, signIn, type TestOrganization, type TestPerson } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { record } from './record';
import { searchAudit } from './search-audit';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

test('an event belongs to its transaction: a rollback removes it', async () => {
  const event = { action: 'set-role', data: { email: 'engineer@acme.test', role: 'Admin' } } as const;
  const work = inTransaction(async (tx) => {
    await record(tx, organization.admin.ctx, event);
    throw new Error('rolled back');
  });
  await expect(work).rejects.toThrow('rolled back');
  expect(await eventsNamed(organization.id, 'set-role')).toEqual([]);
});

test('an event has the address that its context names, and none where there is none', async () => {
  const event = { action: 'set-role', data: { email: 'engineer@acme.test', role: 'User' } } as const;
  const other = await makeOrganization();
  await inTransaction(async (tx) => {
    await record(tx, { ...other.admin.ctx, address: '2001:db8::1' }, event);
    await record(tx, other.admin.ctx, event);
  });
  const { events } = await searchAudit(other.admin.ctx, { action: 'set-role' });
  expect(events.map(({ address }) => address)).toEqual([null, '2001:db8::1']);
});

test('an admin reads the log newest first, with a sentence for each event, in pages', async () => {
  await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: false });
  await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: true });
  const all = await searchAudit(organization.admin.ctx, {});
  expect(all.next).toBeNull();
  expect(all.events.map(({ sentence }) => sentence)).toEqual([
    'admin@acme.test enabled engineer@acme.test',
    'admin@acme.test disabled engineer@acme.test',
    'engineer@acme.test signed in for the first time, with the role User',
    'admin@acme.test linked the Slack account UADMIN',
    'admin@acme.test connected the Slack workspace Acme',
    'admin@acme.test signed in for the first time, with the role Admin',
  ]);
  const paged = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof searchAudit>> = await searchAudit(organization.admin.ctx, {
      pageSize: 4,
      ...(before && { before }),
    });
    paged.push(...page.events);
    before = page.next;
  } while (before);
  expect(paged).toEqual(all.events);
});

test('only admins read the log, and each organization has its own', async () => {
  await refusal(searchAudit(engineer.ctx, {}), 'forbidden');
  const other = await makeOrganization(false);
  expect((await searchAudit(other.admin.ctx, {})).events).toHaveLength(1);
});

test.each([
  { before: 'x' },
  { before: '9'.repeat(30) },
  { before: '-1' },
  { pageSize: 0 },
  { pageSize: 201 },
])('%j is invalid', async (input) => {
  await refusal(searchAudit(organization.admin.ctx, input), 'invalid');
});
