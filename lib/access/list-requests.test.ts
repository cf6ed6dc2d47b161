import { beforeAll, expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { database } from '@/lib/db/client';
import { refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { cancelRequest } from './cancel-request';
import { listRequests } from './list-requests';
import { submitRequest } from './submit-request';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;
let dba: TestPerson;
/** by an admin's leave, of the engineer */
let waiting: RequestView;
/** at once, of the engineer and of the other */
let live: RequestView[];

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
  dba = await signIn(organization, 'dba_1@acme.test');
  const asked = await makeRequestable(organization, [engineer], { name: 'Production 100%' });
  const atOnce = await makeRequestable(organization, [engineer, dba], { automaticallyApproved: true });
  waiting = await submitRequest(engineer.ctx, asRoot(asked.target));
  live = [
    await submitRequest(engineer.ctx, asRoot(atOnce.target)),
    await submitRequest(dba.ctx, asRoot(atOnce.target)),
  ];
});

async function found(filter: object, who = admin): Promise<string[]> {
  const { requests, total } = await listRequests(who.ctx, { whose: 'all', ...filter });
  expect(total).toBe(requests.length);
  return requests.map(({ id }) => id);
}

test('each filter finds by a part of a name, whatever its case, and all of them together', async () => {
  const [first, second] = live.map(({ id }) => id);
  expect(await found({ person: 'ENGINEER@' })).toEqual([first, waiting.id]);
  expect(await found({ target: waiting.target.name.toUpperCase() })).toEqual([waiting.id]);
  expect(await found({ environment: waiting.target.environment })).toEqual([waiting.id]);
  expect(await found({ policy: 'production' })).toEqual([waiting.id]);
  expect(await found({ automatic: true })).toEqual([second, first]);
  expect(await found({ automatic: false, person: 'dba' })).toEqual([]);
});

test('signs that mean something to the database are only signs', async () => {
  expect(await found({ person: 'dba_1' })).toHaveLength(1);
  expect(await found({ person: 'enginee_' })).toEqual([]);
  expect(await found({ policy: '100%' })).toEqual([waiting.id]);
  expect(await found({ policy: '%100' })).toEqual([]);
});

test('a time range takes its start and leaves its end', async () => {
  const { createdAt } = waiting;
  expect(await found({ from: createdAt, before: new Date(createdAt.getTime() + 1) })).toEqual([waiting.id]);
  expect(await found({ before: createdAt })).toEqual([]);
});

test('by person and by target put together what belongs together, and count it', async () => {
  const byPerson = await listRequests(admin.ctx, {
    whose: 'all',
    status: 'live',
    by: 'person',
    pageSize: 1,
  });
  expect(byPerson.requests.map(({ requester }) => requester.email)).toEqual(['dba_1@acme.test']);
  expect([...byPerson.sizes]).toEqual([[dba.id, 1]]);
  const byTarget = await listRequests(admin.ctx, { whose: 'all', status: 'live', by: 'target' });
  expect([...byTarget.sizes]).toEqual([[live[0]?.target.id, 2]]);
});

test('a list of one target has its requests only', async () => {
  const targetId = live[0]?.target.id;
  const found = await listRequests(admin.ctx, { whose: 'all', targetId, status: 'live' });
  expect(found.requests.map(({ id }) => id).sort()).toEqual(live.map(({ id }) => id).sort());
  expect((await listRequests(admin.ctx, { whose: 'all', targetId, status: 'waiting' })).total).toBe(0);
});

test('pages hold what is told, and end where the list ends', async () => {
  const page = await listRequests(admin.ctx, { whose: 'all', page: 2, pageSize: 2 });
  expect(page).toMatchObject({ total: 3, page: 2, pages: 2, requests: [{ id: waiting.id }] });
  expect((await listRequests(admin.ctx, { whose: 'all', page: 9 })).requests).toEqual([]);
});

test('R6: a list names the pending requests that the caller can decide: never those of a user', async () => {
  const { target } = await makeRequestable(organization, [admin]);
  const own = await submitRequest(admin.ctx, asRoot(target));
  const decidable = async (who: TestPerson, whose: 'all' | 'own') =>
    [...(await listRequests(who.ctx, { whose })).decidable].sort();
  expect(await decidable(admin, 'all')).toEqual([waiting.id]);
  const where = { id: organization.id };
  await database().prisma.organization.update({ where, data: { selfApproval: true } });
  expect(await decidable(admin, 'all')).toEqual([waiting.id, own.id].sort());
  expect(await decidable(engineer, 'own')).toEqual([]);
  await database().prisma.organization.update({ where, data: { selfApproval: false } });
  await cancelRequest(admin.ctx, { requestId: own.id });
});

test('a user sees their own only, and nobody those of another organization', async () => {
  await refusal(listRequests(engineer.ctx, { whose: 'all' }), 'forbidden');
  expect(await found({ whose: 'own', person: 'dba', requesterId: dba.id }, engineer)).toEqual([]);
  const other = await makeOrganization();
  expect(await found({}, other.admin)).toEqual([]);
  expect(await found({ requesterId: engineer.id }, other.admin)).toEqual([]);
});
