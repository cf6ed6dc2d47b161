import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { listRequestable } from './list-requestable';
import { reviewRequest } from './review-request';
import { submitRequest } from './submit-request';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

// Names with everything that a pattern might trip over.
const names = ['100%', 'a_b', 'axb', 'back\\slash', "o'brien", 'prod-web', 'Ärger', '10 percent'];

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
  const environmentId = await makeEnvironment(organization.id, 'Production');
  for (const name of names) await makeTarget(organization.id, { name, environmentId });
  const { id } = await createPolicy(organization.admin.ctx, childDraft({ environmentIds: [environmentId] }));
  const draft = jitPolicyDraft({ subjectIds: [engineer.id], childIds: [id], duration: 30 });
  await createPolicy(organization.admin.ctx, draft);
});

const found = async (words: string) =>
  (await listRequestable(engineer.ctx, { words })).targets.map(({ name }) => name).sort();

describe('words', () => {
  test.each([
    ['', [...names].sort()],
    ['%', ['100%']],
    ['_', ['a_b']],
    ['\\', ['back\\slash']],
    ["'", ["o'brien"]],
    ['PROD-WEB', ['prod-web']],
    ['ärger', ['Ärger']],
    ['Ärger', ['Ärger']],
    ['web linux', ['prod-web']],
    ['  web   production  server ', ['prod-web']],
    ['web windows', []],
    ['10 percent', ['10 percent']],
    ['nothing of the kind', []],
    ['servers', [...names].sort()],
    ['hosts prod-web', ['prod-web']],
    ['prdo-web', []],
  ])('%j', async (words, expected) => expect(await found(words)).toEqual(expected));

  test('databases, k8s and sites are found by the names that people have for them', async () => {
    const person = await signIn(organization, 'dba@acme.test');
    for (const type of ['Db', 'Cluster', 'Web'] as const) {
      const { target } = await makeRequestable(organization, [person]);
      await database().prisma.target.update({ where: { id: target.id }, data: { type, name: `x-${type}` } });
      const data = { type: type === 'Cluster' ? ('Kubernetes' as const) : ('Proxy' as const) };
      await database().prisma.policy.updateMany({
        where: { type: 'TargetConnect', targets: { some: { targetId: target.id } } },
        data,
      });
    }
    const of = async (words: string) =>
      (await listRequestable(person.ctx, { words })).targets.map(({ name }) => name);
    expect(await Promise.all(['databases', 'dbs', 'k8s', 'clusters', 'sites'].map(of))).toEqual([
      ['x-Db'],
      ['x-Db'],
      ['x-Cluster'],
      ['x-Cluster'],
      ['x-Web'],
    ]);
  });

  test('words with small typos are put right where people search, if nothing matches', async () => {
    const list = await listRequestable(engineer.ctx, { words: 'prdo linux', forgiving: true });
    expect(list).toMatchObject({ total: names.length, corrected: 'prod linux' });
    const none = await listRequestable(engineer.ctx, { words: 'mainframe', forgiving: true });
    expect(none).toMatchObject({ total: 0, corrected: null });
  });
});

test('pages follow one another without gap or repetition; one past the last gives the last', async () => {
  const pages = [];
  for (const page of [1, 2, 3]) pages.push(await listRequestable(engineer.ctx, { page, pageSize: 3 }));
  expect(pages.flatMap(({ targets }) => targets.map(({ name }) => name)).sort()).toEqual([...names].sort());
  expect(pages.map(({ total, pages: count, page }) => `${page} of ${count}, ${total}`)).toEqual([
    '1 of 3, 8',
    '2 of 3, 8',
    '3 of 3, 8',
  ]);
  const past = await listRequestable(engineer.ctx, { page: 99, pageSize: 3 });
  expect(past).toEqual({ ...pages[2], now: past.now });
});

test.each([
  { page: 0 },
  { pageSize: 0 },
  { pageSize: 1001 },
  { words: 'x'.repeat(201) },
  { words: '\u0000' },
])('%j is invalid', async (input) => {
  await refusal(listRequestable(engineer.ctx, input), 'invalid');
});

test('R3: a target shows the request that is open on it', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const open = async () =>
    (await listRequestable(engineer.ctx, { words: target.name })).targets.find(({ id }) => id === target.id)
      ?.open;
  expect(await open()).toBeNull();
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
  expect(await open()).toEqual({ requestId, state: 'Pending', expiresAt: null });
  const { grant } = await reviewRequest(organization.admin.ctx, { requestId, decision: 'approve' });
  expect(await open()).toEqual({ requestId, state: 'Approved', expiresAt: grant?.expiresAt });
});

test('somebody whom no policy names has an empty list, on one page', async () => {
  const somebody = await signIn(organization, 'somebody@acme.test');
  const list = await listRequestable(somebody.ctx, {});
  expect(list).toMatchObject({ integrated: true, targets: [], total: 0, page: 1, pages: 1 });
});

test('R1: a policy that was deleted gives nothing', async () => {
  const { target, jit } = await makeRequestable(organization, [engineer]);
  expect(await found(target.name)).toContain(target.name);
  await deletePolicy(organization.admin.ctx, { policyId: jit.id });
  expect(await found(target.name)).not.toContain(target.name);
});

test('a disabled person, and somebody of another organization, are refused', async () => {
  const other = await makeOrganization();
  await refusal(listRequestable({ ...engineer.ctx, organizationId: other.id }, {}), 'not-signed-in');
  const gone = await signIn(organization, 'gone@acme.test');
  await setUserEnabled(organization.admin.ctx, { userId: gone.id, enabled: false });
  await refusal(listRequestable(gone.ctx, {}), 'not-signed-in');
});

test('R4: while Slack is not integrated nothing is requestable, and the list says why', async () => {
  const resting = await makeOrganization();
  await makeRequestable(resting, [resting.admin]);
  await removeInstallation(resting.admin.ctx);
  const list = await listRequestable(resting.admin.ctx, {});
  expect(list).toMatchObject({ integrated: false, targets: [], total: 0 });
  expect(Math.abs(list.now.getTime() - Date.now())).toBeLessThan(60_000);
});
