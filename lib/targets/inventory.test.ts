import { beforeAll, expect, test } from 'vitest';
import { getRequest } from '@/lib/access/get-request';
import { listRequestable } from '@/lib/access/list-requestable';
import { submitRequest } from '@/lib/access/submit-request';
import { createPolicy } from '@/lib/policies/create-policy';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { archiveTarget } from './archive-target';
import { getTarget } from './get-target';
import { importTargets } from './import-targets';
import { listEnvironments } from './list-environments';
import { listTargets } from './list-targets';
import { registerEnvironment } from './register-environment';
import { registerTarget } from './register-target';
import { restoreTarget } from './restore-target';
import { archiveEnvironment, restoreEnvironment } from './set-environment-archived';
import { updateEnvironment } from './update-environment';
import { updateTarget } from './update-target';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;
let engineer: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
  engineer = await signIn(organization, 'engineer@acme.test');
});

const fields = (environmentId: string, changes: object = {}) => ({
  name: uniqueName('host'),
  type: 'Bzero',
  environmentId,
  ...changes,
});

test('a policy on an environment covers a target registered later', async () => {
  const environmentId = await makeEnvironment(organization.id);
  const person = await signIn(organization, 'on-call@acme.test');
  const child = await createPolicy(admin.ctx, childDraft({ environmentIds: [environmentId] }));
  await createPolicy(admin.ctx, jitPolicyDraft({ subjectIds: [person.id], childIds: [child.id] }));
  const { id, name } = await registerTarget(
    admin.ctx,
    fields(environmentId, { host: ' web.acme.test ', port: 22, databaseType: 'none of a server' }),
  );
  expect(await getTarget(admin.ctx, { targetId: id })).toMatchObject({
    name,
    os: 'Linux',
    host: 'web.acme.test',
    port: 22,
    databaseType: null,
    archived: false,
    policyCount: 1,
  });
  expect((await listRequestable(person.ctx, {})).targets).toMatchObject([{ id }]);
  expect((await eventsNamed(organization.id, 'register-target')).at(-1)).toMatchObject({
    targetId: id,
    data: { name, type: 'Bzero' },
  });
});

test.each([
  [{ name: '' }, 'name'],
  [{ name: 'two\nlines' }, 'name'],
  [{ type: 'Toaster' }, 'type'],
  [{ os: 'BeOS' }, 'os'],
  [{ port: 0 }, 'port'],
  [{ port: Number.NaN }, 'port'],
  [{ environmentId: '00000000-0000-4000-8000-000000000000' }, 'environmentId'],
])('%j is refused at its field', async (changes, path) => {
  const environmentId = await makeEnvironment(organization.id);
  const error = await refusal(registerTarget(admin.ctx, fields(environmentId, changes)), 'invalid');
  expect(error.faults[0]?.path).toBe(path);
});

test('names are unique in an environment among the targets in use', async () => {
  const environmentId = await makeEnvironment(organization.id);
  const draft = fields(environmentId);
  const { id: targetId } = await registerTarget(admin.ctx, draft);
  const taken = await refusal(registerTarget(admin.ctx, draft), 'name-taken');
  expect(taken).toMatchObject({
    message: `The name ${draft.name} is already in use. Choose another name.`,
    faults: [{ path: 'name' }],
  });
  await archiveTarget(admin.ctx, { targetId });
  const { id: second } = await registerTarget(admin.ctx, draft);
  const error = await refusal(restoreTarget(admin.ctx, { targetId }), 'name-taken');
  expect(error.message).toBe('Another target in use has this name by now. Rename that one first.');
  await archiveTarget(admin.ctx, { targetId: second });
  await restoreTarget(admin.ctx, { targetId });
  await registerTarget(admin.ctx, { ...draft, environmentId: await makeEnvironment(organization.id) });
});

test('the name of an archived environment is free, and importing finds the environment and the target in use', async () => {
  const name = uniqueName('place');
  const first = await registerEnvironment(admin.ctx, { name });
  await archiveEnvironment(admin.ctx, { environmentId: first.id });
  const second = await registerEnvironment(admin.ctx, { name });
  const error = await refusal(restoreEnvironment(admin.ctx, { environmentId: first.id }), 'name-taken');
  expect(error.message).toBe('Another environment in use has this name by now. Rename that one first.');
  const draft = fields(second.id, { host: 'old.test' });
  const old = await registerTarget(admin.ctx, draft);
  await archiveTarget(admin.ctx, { targetId: old.id });
  const { id: inUse } = await registerTarget(admin.ctx, draft);
  const rows = [{ line: 2, name: draft.name, type: 'Server', environment: name, host: 'new.test' }];
  const { outcomes } = await importTargets(admin.ctx, { dryRun: false, rows });
  expect(outcomes).toMatchObject([{ outcome: 'changed', changes: [{ column: 'host' }] }]);
  expect(await getTarget(admin.ctx, { targetId: inUse })).toMatchObject({
    host: 'new.test',
    archived: false,
  });
  expect(await getTarget(admin.ctx, { targetId: old.id })).toMatchObject({ archived: true });
});

test('R11: moving a target out of what its policy covers ends active access', async () => {
  const environmentId = await makeEnvironment(organization.id);
  const { id: targetId, name } = await registerTarget(admin.ctx, fields(environmentId));
  const child = await createPolicy(admin.ctx, childDraft({ environmentIds: [environmentId] }));
  await createPolicy(
    admin.ctx,
    jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id], automaticallyApproved: true }),
  );
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot({ id: targetId }));
  const stay = { targetId, name: `${name} x`, environmentId, host: 'elsewhere', port: 2222, os: 'Windows' };
  await updateTarget(admin.ctx, stay);
  expect((await getRequest(admin.ctx, { requestId })).request.grant?.state).toBe('Active');
  expect((await eventsNamed(organization.id, 'update-target')).at(-1)?.data).toMatchObject({
    changes: { name: { from: name, to: `${name} x` }, port: { from: null, to: 2222 }, os: { to: 'Windows' } },
  });
  const count = (await eventsNamed(organization.id, 'update-target')).length;
  await updateTarget(admin.ctx, stay);
  expect(await eventsNamed(organization.id, 'update-target')).toHaveLength(count);
  await updateTarget(admin.ctx, { ...stay, environmentId: await makeEnvironment(organization.id) });
  expect((await getRequest(admin.ctx, { requestId })).request.grant?.state).toBe('Invalidated');
});

test('R11: archiving a target ends active access and removes it from the list; restoring it gives no access back', async () => {
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
  const targetId = target.id;
  expect(await archiveTarget(admin.ctx, { targetId })).toEqual({ name: target.name, ended: 1 });
  await refusal(archiveTarget(admin.ctx, { targetId }), 'not-found');
  await refusal(updateTarget(admin.ctx, { targetId, ...fields(target.environmentId) }), 'not-found');
  expect((await listTargets(admin.ctx, { query: target.name, archived: false })).total).toBe(0);
  expect((await listTargets(admin.ctx, { query: target.name, archived: true })).total).toBe(1);
  await restoreTarget(admin.ctx, { targetId });
  await refusal(restoreTarget(admin.ctx, { targetId }), 'not-found');
  expect((await getRequest(admin.ctx, { requestId })).request.grant?.state).toBe('Invalidated');
  expect((await listTargets(admin.ctx, { query: target.name, archived: false })).total).toBe(1);
  for (const action of ['retire-target', 'restore-target'])
    expect((await eventsNamed(organization.id, action)).at(-1)).toMatchObject({ targetId });
});

test('targets are sorted by a column, those without a value last, and by name within it', async () => {
  const environment = uniqueName('sorted');
  const { id: environmentId } = await registerEnvironment(admin.ctx, { name: environment });
  for (const [name, host, type] of [
    ['a', 'zeta.acme.test', 'Bzero'],
    ['b', undefined, 'Bzero'],
    ['c', 'alpha.acme.test', 'Web'],
    ['d', 'alpha.acme.test', 'Bzero'],
  ])
    await registerTarget(admin.ctx, fields(environmentId, { name, host, type }));
  const sorted = async (sort?: object) =>
    (await listTargets(admin.ctx, { environment, sort })).targets.map(({ name }) => name).join('');
  expect(await sorted()).toBe('abcd');
  expect(await sorted({ by: 'name', descending: true })).toBe('dcba');
  expect(await sorted({ by: 'host', descending: false })).toBe('cdab');
  expect(await sorted({ by: 'host', descending: true })).toBe('acdb');
  expect(await sorted({ by: 'type', descending: true })).toBe('cabd');
  // A web app has no status.
  expect(await sorted({ by: 'status', descending: false })).toBe('abdc');
  for (const by of ['environment', 'policies']) expect(await sorted({ by, descending: true })).toBe('abcd');
  await refusal(listTargets(admin.ctx, { sort: { by: 'id', descending: true } }), 'invalid');
});

test('an environment is created, updated, and archived once it is empty', async () => {
  const name = uniqueName('place');
  const { id: environmentId } = await registerEnvironment(admin.ctx, { name });
  await refusal(registerEnvironment(admin.ctx, { name }), 'name-taken');
  await updateEnvironment(admin.ctx, { environmentId, name: `${name} x`, description: 'For tests' });
  const { id: targetId } = await registerTarget(admin.ctx, fields(environmentId));
  const error = await refusal(archiveEnvironment(admin.ctx, { environmentId }), 'in-use');
  expect(error.message).toBe(`${name} x has 1 target. Archive or move them first.`);
  await archiveTarget(admin.ctx, { targetId });
  await archiveEnvironment(admin.ctx, { environmentId });
  await refusal(archiveEnvironment(admin.ctx, { environmentId }), 'not-found');
  await refusal(registerTarget(admin.ctx, fields(environmentId)), 'invalid');
  await refusal(restoreTarget(admin.ctx, { targetId }), 'invalid');
  await restoreEnvironment(admin.ctx, { environmentId });
  await restoreTarget(admin.ctx, { targetId });
  expect((await listEnvironments(admin.ctx)).find(({ id }) => id === environmentId)).toMatchObject({
    name: `${name} x`,
    description: 'For tests',
    retiredAt: null,
    targetCount: 1,
  });
  for (const action of [
    'register-environment',
    'update-environment',
    'retire-environment',
    'restore-environment',
  ] as const)
    expect((await eventsNamed(organization.id, action)).length).toBeGreaterThan(0);
});

test('only admins manage the inventory, and only in their organization', async () => {
  const environmentId = await makeEnvironment(organization.id);
  const { id: targetId } = await registerTarget(admin.ctx, fields(environmentId));
  const stranger = (await makeOrganization()).admin;
  for (const [ctx, codes] of [
    [engineer.ctx, ['forbidden', 'forbidden']],
    [stranger.ctx, ['not-found', 'invalid']],
  ] as const) {
    await refusal(getTarget(ctx, { targetId }), codes[0]);
    await refusal(archiveTarget(ctx, { targetId }), codes[0]);
    await refusal(restoreTarget(ctx, { targetId }), codes[0]);
    await refusal(updateTarget(ctx, { targetId, ...fields(environmentId) }), codes[0]);
    await refusal(updateEnvironment(ctx, { environmentId, name: 'other' }), codes[0]);
    await refusal(archiveEnvironment(ctx, { environmentId }), codes[0]);
    await refusal(registerTarget(ctx, fields(environmentId)), codes[1]);
  }
  await refusal(listTargets(engineer.ctx, {}), 'forbidden');
  await refusal(registerEnvironment(engineer.ctx, { name: 'other' }), 'forbidden');
  expect((await listTargets(stranger.ctx, {})).total).toBe(0);
});
