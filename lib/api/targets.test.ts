import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import { registerTarget } from '@/lib/targets/register-target';
import { restoreTarget } from '@/lib/targets/restore-target';
import { updateTarget } from '@/lib/targets/update-target';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  makeEnvironment,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();
let organization: TestOrganization;
let apiKey: string;
let environment: string;
let server: string;
/** another organization's environment and server */
let strange: { environment: string; server: string };
let count = 0;

beforeAll(async () => {
  organization = await makeOrganization();
  environment = await makeEnvironment(organization.id);
  server = (await makeTarget(organization.id, { environmentId: environment })).id;
  const stranger = await makeOrganization();
  const theirs = await makeTarget(stranger.id);
  strange = { environment: theirs.environmentId, server: theirs.id };
});

// A key for each test, because a key has a limit of calls.
beforeEach(async () => {
  const name = `terraform ${++count}`;
  apiKey = (await createApiKey(organization.admin.ctx, { name, role: 'Admin' })).secret;
});

type Path = 'environments' | `targets/${string}`;
const create = (path: Path, body: object) => call(`POST ${path}`, { apiKey, body });
const read = (path: Path, id: string) => call(`GET ${path}/{id}`, { apiKey, params: { id } });
const patch = (path: Path, id: string, body: object) =>
  call(`PATCH ${path}/{id}`, { apiKey, params: { id }, body });
const remove = (path: Path, id: string) => call(`DELETE ${path}/{id}`, { apiKey, params: { id } });

const none = { authenticationType: 'Default', cloudServiceProvider: null, database: null, label: 'None' };
const postgres = {
  authenticationType: 'SplitCert',
  cloudServiceProvider: null,
  database: 'Postgres',
  label: 'Postgres',
};

const remoteHosts = { database: 'localhost', web: 'http://localhost' };
const virtual = (kind: 'database' | 'web', changes: object = {}) => ({
  targetName: uniqueName(kind),
  environmentId: environment,
  proxyTargetId: server,
  remoteHost: remoteHosts[kind],
  remotePort: { value: 5432 },
  ...changes,
});
const created = async (kind: 'database' | 'web', changes: object = {}) =>
  (await create(`targets/${kind}`, virtual(kind, changes))).json.targetId as string;

describe('an environment', () => {
  test('is created as it was sent, changed, and gone after its deletion with its name free', async () => {
    const body = { name: uniqueName('env'), description: ' Kept,\n', offlineCleanupTimeoutHours: 4320 };
    const { status, json } = await create('environments', body);
    expect({ status, keys: Object.keys(json) }).toEqual({ status: 201, keys: ['id'] });
    const stored = { ...body, id: json.id, organizationId: organization.id, isDefault: false, targets: [] };
    expect((await read('environments', json.id)).json).toMatchObject(stored);
    expect((await patch('environments', json.id, { offlineCleanupTimeoutHours: 0, name: null })).status).toBe(
      204,
    );
    expect((await patch('environments', json.id, { description: '' })).status).toBe(204);
    expect((await read('environments', json.id)).json).toMatchObject({
      ...stored,
      description: '',
      offlineCleanupTimeoutHours: 0,
    });
    const events = await eventsNamed(organization.id, 'update-environment');
    expect(events.at(-2)).toMatchObject({
      actorName: expect.stringMatching(/^API key terraform/),
      data: { changes: { offlineCleanupTimeoutHours: { from: 4320, to: 0 } } },
    });
    expect((await remove('environments', json.id)).status).toBe(204);
    for (const answer of [
      await read('environments', json.id),
      await patch('environments', json.id, { name: 'x' }),
      await remove('environments', json.id),
    ])
      expect(answer.status).toBe(404);
    expect((await create('environments', body)).json.id).not.toBe(json.id);
  });

  test('one of them is the default, which gets the targets without another environment', async () => {
    const { json } = await call('GET environments', { apiKey });
    const defaults = json.filter(({ isDefault }: { isDefault: boolean }) => isDefault);
    expect(defaults).toHaveLength(1);
    const id = await created('web', { environmentId: undefined });
    expect((await read('targets/web', id)).json.environmentId).toBe(defaults[0].id);
  });

  test('with targets, or as a proxy, is not deleted', async () => {
    expect(await remove('environments', environment)).toMatchObject({
      status: 409,
      json: { errorType: 'in-use' },
    });
    const proxy = (await create('environments', { name: uniqueName('proxy') })).json.id;
    const id = await created('web', { proxyTargetId: undefined, proxyEnvironmentId: proxy });
    expect((await remove('environments', proxy)).status).toBe(409);
    expect((await remove('targets/web', id)).status).toBe(204);
    expect((await remove('environments', proxy)).status).toBe(204);
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: ' a ' }, 'name'],
    [{ name: 5 }, 'name'],
    [{ description: false }, 'description'],
    [{ offlineCleanupTimeoutHours: 4321 }, 'offlineCleanupTimeoutHours'],
    [{ offlineCleanupTimeoutHours: -1 }, 'offlineCleanupTimeoutHours'],
    [{ offlineCleanupTimeoutHours: 1.5 }, 'offlineCleanupTimeoutHours'],
    [{ isDefault: true }, 'isDefault'],
  ])('%j is refused by the name of the field, and nothing changes', async (change, field) => {
    const { json: all } = await call('GET environments', { apiKey });
    const answers = [
      await create('environments', { name: uniqueName('env'), ...change }),
      await patch('environments', environment, change),
    ];
    for (const { status, json } of answers)
      expect([status, ...Object.keys(json.errors)]).toEqual([400, field]);
    expect((await call('GET environments', { apiKey })).json).toEqual(all);
  });
});

describe.each(['database', 'web'] as const)('a target of the kind %s', (kind) => {
  const path = `targets/${kind}` as const;

  test('is created as it was sent, read at once, and gone after its deletion with its name free', async () => {
    const body = virtual(kind, { localPort: { value: 6000 }, localHost: '127.0.0.1' });
    const { status, json } = await create(path, body);
    expect({ status, keys: Object.keys(json) }).toEqual({ status: 201, keys: ['targetId'] });
    const { targetName: name, ...fields } = body;
    const stored = await read(path, json.targetId);
    const agent = { agentPublicKey: 'n/a', agentVersion: 'n/a', region: 'n/a', lastAgentUpdate: null };
    expect(stored.json).toMatchObject({
      id: json.targetId,
      name,
      ...fields,
      ...agent,
      proxyEnvironmentId: '',
    });
    expect((await call(`GET ${path}`, { apiKey })).json).toContainEqual(stored.json);
    expect((await remove(path, json.targetId)).status).toBe(204);
    expect((await read(path, json.targetId)).status).toBe(404);
    expect((await remove(path, json.targetId)).status).toBe(404);
    expect((await create(path, body)).json.targetId).not.toBe(json.targetId);
  });

  test('changes by the fields that are sent, and one proxy clears the other', async () => {
    const id = await created(kind, { localPort: { value: 6000 } });
    const { json: before } = await read(path, id);
    const inEnvironment = { proxyTargetId: '', proxyEnvironmentId: environment };
    expect(await patch(path, id, { proxyEnvironmentId: environment, proxyTargetId: null })).toMatchObject({
      status: 200,
      json: { ...before, ...inEnvironment },
    });
    const events = (await eventsNamed(organization.id, 'update-target')).length;
    expect((await patch(path, id, {})).json).toEqual({ ...before, ...inEnvironment });
    expect(await eventsNamed(organization.id, 'update-target')).toHaveLength(events);
    const changes = { localPort: {}, remotePort: { value: 1 }, targetName: uniqueName('renamed') };
    expect((await patch(path, id, { ...changes, proxyTargetId: server })).json).toEqual({
      ...before,
      name: changes.targetName,
      localPort: { value: null },
      remotePort: { value: 1 },
    });
    expect((await eventsNamed(organization.id, 'update-target')).at(-1)).toMatchObject({
      actorName: expect.stringMatching(/^API key terraform/),
      targetId: id,
      data: { changes: { localPort: { from: 6000, to: null }, port: { to: 1 }, proxy: {} } },
    });
  });

  test.each<[object, ...string[]]>([
    [{ color: 'red' }, 'color'],
    [{ targetName: '' }, 'targetName'],
    [{ targetName: 'two\nlines' }, 'targetName'],
    [{ targetName: 5 }, 'targetName'],
    [{ remotePort: { value: 65_536 } }, 'remotePort.value'],
    [{ remotePort: { value: 1.5 } }, 'remotePort.value'],
    [{ remotePort: { value: 0 } }, 'remotePort.value'],
    [{ remotePort: 5432 }, 'remotePort'],
    [{ localPort: { value: 65_536 } }, 'localPort.value'],
    [{ localHost: 'a b' }, 'localHost'],
    [{ remoteHost: 'a b' }, 'remoteHost'],
    [{ environmentId: 'production' }, 'environmentId'],
    [{ proxyTargetId: 'gate' }, 'proxyTargetId'],
    [{ remoteHost: kind === 'web' ? 'localhost' : 'http://localhost' }, 'remoteHost'],
  ])('%j is refused by the name of the field, and nothing changes', async (change, ...fields) => {
    const id = await created(kind);
    const { json: stored } = await read(path, id);
    const { json: all } = await call(`GET ${path}`, { apiKey });
    for (const { status, json } of [
      await create(path, virtual(kind, change)),
      await patch(path, id, change),
    ]) {
      expect([status, ...Object.keys(json.errors)]).toEqual([400, ...fields]);
      expect(json.errorMsg).toEqual(expect.any(String));
    }
    expect((await read(path, id)).json).toEqual(stored);
    expect((await call(`GET ${path}`, { apiKey })).json).toEqual(all);
  });

  test('both proxies, or none, and what is of another organization or type are refused', async () => {
    const id = await created(kind);
    const { json: stored } = await read(path, id);
    const both = { proxyTargetId: server, proxyEnvironmentId: environment };
    const refused: [object, ...string[]][] = [
      [both, 'proxyTargetId', 'proxyEnvironmentId'],
      [{ environmentId: strange.environment }, 'environmentId'],
      [{ proxyTargetId: strange.server }, 'proxyTargetId'],
      [{ proxyTargetId: id }, 'proxyTargetId'],
    ];
    const strangeProxy = { proxyTargetId: null, proxyEnvironmentId: strange.environment };
    for (const [change, ...fields] of [...refused, [strangeProxy, 'proxyEnvironmentId'] as const]) {
      const made = await create(path, virtual(kind, change));
      const changed = await patch(path, id, change);
      expect([made.status, ...Object.keys(made.json.errors)]).toEqual([400, ...fields]);
      expect([changed.status, ...Object.keys(changed.json.errors)]).toEqual([400, ...fields]);
    }
    const without = await create(path, virtual(kind, { proxyTargetId: undefined }));
    expect(Object.keys(without.json.errors)).toEqual(['proxyTargetId', 'proxyEnvironmentId']);
    expect((await read(path, id)).json).toEqual(stored);
  });

  test('two that write one name at once: one gets it', async () => {
    const body = virtual(kind);
    const answers = await Promise.all([create(path, body), create(path, body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const id = await created(kind);
    expect(await patch(path, id, { targetName: body.targetName })).toMatchObject({
      status: 409,
      json: { errorType: 'name-taken', faults: [{ path: 'targetName' }] },
    });
  });

  test('is not found under another type or by another organization', async () => {
    const id = await created(kind);
    const other = kind === 'web' ? 'targets/database' : 'targets/web';
    const stranger = await makeOrganization();
    const token = await tokenOf(stranger.admin);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const options = { params: { id }, ...(method === 'PATCH' && { body: { targetName: 'mine' } }) };
      expect((await call(`${method} ${other}/{id}`, { apiKey, ...options })).status).toBe(404);
      expect((await call(`${method} ${path}/{id}`, { token, ...options })).status).toBe(404);
    }
    expect((await read(path, id)).status).toBe(200);
    expect((await read(path, 'no-uuid')).status).toBe(404);
  });
});

describe('the authentication of a database', () => {
  test('is Default without a configuration, and is replaced whole', async () => {
    const id = await created('database');
    const { json } = await read('targets/database', id);
    expect(json).toMatchObject({ databaseAuthenticationConfig: none, splitCert: false, databaseType: null });
    const { label: _, ...unlabeled } = postgres;
    const changed = await patch('targets/database', id, { databaseAuthenticationConfig: unlabeled });
    expect(changed.json).toMatchObject({
      databaseAuthenticationConfig: { ...postgres, label: null },
      splitCert: true,
      databaseType: 'Postgres',
    });
    expect((await patch('targets/database', id, { localHost: '' })).json).toEqual(changed.json);
  });

  test('is one of those that are listed, each of which can be set', async () => {
    const { json: configs } = await call('GET targets/database/supported-database-configs', { apiKey });
    expect(configs).toEqual(expect.arrayContaining([none, postgres]));
    for (const databaseAuthenticationConfig of configs) {
      const { cloudServiceProvider: cloud, database } = databaseAuthenticationConfig;
      const scheme = cloud === 'GCP' ? 'gcp://' : database === 'MySQL' ? 'rdsmysql://' : 'rds://';
      const remoteHost = `${cloud ? scheme : ''}localhost`;
      const id = await created('database', { databaseAuthenticationConfig, remoteHost });
      expect((await read('targets/database', id)).json).toMatchObject({ databaseAuthenticationConfig });
    }
    expect((await call('GET targets/database/supported-databases', { apiKey })).json.databases).toContain(
      'MySQL',
    );
  });

  test('can be sent in the older fields', async () => {
    const id = await created('database', { splitCert: true, databaseType: 'Postgres' });
    expect((await read('targets/database', id)).json.databaseAuthenticationConfig).toEqual(postgres);
  });

  const injected = { authenticationType: 'ServiceAccountInjection', cloudServiceProvider: 'GCP' };
  const gcp = { databaseAuthenticationConfig: { ...postgres, ...injected, label: 'GCP Postgres' } };

  test('in GCP has a host that begins with gcp:// and can have the port 0, and nobody connects to it', async () => {
    const cloud = { ...gcp, remoteHost: 'gcp://project:region:name', remotePort: { value: 0 } };
    const id = await created('database', cloud);
    const { json: stored } = await read('targets/database', id);
    expect(stored).toMatchObject({ ...cloud, splitCert: false });
    const leave = (changes: object) =>
      patch('targets/database', id, {
        databaseAuthenticationConfig: none,
        remoteHost: 'db.acme.test',
        ...changes,
      });
    const refused = await leave({});
    expect([refused.status, ...Object.keys(refused.json.errors)]).toEqual([400, 'remotePort.value']);
    expect((await patch('targets/database', id, { remotePort: { value: 5432 } })).json).toEqual({
      ...stored,
      remotePort: { value: 5432 },
    });
    const engineer = await signIn(organization, `${uniqueName('engineer')}@acme.test`);
    await createPolicy(organization.admin.ctx, {
      ...{ type: 'Proxy', name: uniqueName('cloud'), subjectIds: [engineer.id] },
      ...{ targetIds: [id], targetUsers: ['postgres'] },
    });
    const error = await refusal(openConnection(engineer.ctx, { targetId: id }), 'unreachable');
    expect(error.message).toContain('an account of GCP');
    expect((await leave({})).json).toMatchObject({ databaseAuthenticationConfig: none, splitCert: false });
  });

  const config = (changes: object) => ({ databaseAuthenticationConfig: { ...postgres, ...changes } });
  test.each<[object, string]>([
    [config({ authenticationType: 'splitcert' }), 'databaseAuthenticationConfig.authenticationType'],
    [
      config({ authenticationType: 'ServiceAccountInjection' }),
      'databaseAuthenticationConfig.cloudServiceProvider',
    ],
    [{ ...gcp, remoteHost: 'localhost' }, 'remoteHost'],
    [{ ...gcp, remoteHost: 'rds://localhost' }, 'remoteHost'],
    [{ remoteHost: 'gcp://localhost' }, 'remoteHost'],
    [config({ ...injected, database: 'MongoDB' }), 'databaseAuthenticationConfig.database'],
    [
      config({ ...injected, cloudServiceProvider: 'Azure' }),
      'databaseAuthenticationConfig.cloudServiceProvider',
    ],
    [config({ cloudServiceProvider: 'GCP' }), 'databaseAuthenticationConfig.cloudServiceProvider'],
    [config({ database: 'postgres' }), 'databaseAuthenticationConfig.database'],
    [config({ database: 'MicrosoftSQLServer' }), 'databaseAuthenticationConfig.database'],
    [config({ database: null }), 'databaseAuthenticationConfig.database'],
    [config({ region: 'x' }), 'databaseAuthenticationConfig.region'],
    [{ ...config({}), splitCert: false }, 'splitCert'],
    [{ ...config({}), databaseType: 'MySQL' }, 'databaseType'],
    [{ splitCert: true, databaseType: 'Oracle' }, 'databaseType'],
    [{ splitCert: 'yes' }, 'splitCert'],
  ])('%j is refused by the name of the field', async (change, field) => {
    const id = await created('database');
    const { json: stored } = await read('targets/database', id);
    for (const { status, json } of [
      await create('targets/database', virtual('database', change)),
      await patch('targets/database', id, change),
    ])
      expect([status, ...Object.keys(json.errors)]).toEqual([400, field]);
    expect((await read('targets/database', id)).json).toEqual(stored);
  });
});

test('databases are filtered by name, id and environment', async () => {
  const [first, second] = [await created('database'), await created('database')];
  const { name } = (await read('targets/database', first)).json;
  const found = async (query: string) =>
    (await call('GET targets/database', { apiKey, query })).json.map(({ id }: { id: string }) => id);
  expect(await found(`?targetNames=${name}`)).toEqual([first]);
  expect((await found(`?targetIds=${first},${second}`)).sort()).toEqual([first, second].sort());
  expect(await found(`?targetIds=${first}&envId=${strange.environment}`)).toEqual([]);
  expect(await found(`?targetIds=${first}&envId=${environment}`)).toEqual([first]);
  expect(await found('?envName=nowhere')).toEqual([]);
  const unknown = await call('GET targets/database', { apiKey, query: '?names=x' });
  expect(Object.keys(unknown.json.errors)).toEqual(['names']);
});

test('an environment can be named, and must be the one with the id', async () => {
  const named = async (environmentName: string, environmentId?: string) =>
    create('targets/web', virtual('web', { environmentName, environmentId }));
  const { name } = (await read('environments', environment)).json;
  expect((await named(name)).status).toBe(201);
  expect((await named(name, environment)).status).toBe(201);
  for (const { json } of [await named('nowhere'), await named(name, strange.environment)])
    expect(Object.keys(json.errors)).toEqual(['environmentName']);
});

test('servers, clusters and dynamic servers are moved, renamed and deleted', async () => {
  const elsewhere = await makeEnvironment(organization.id);
  const idOf = async (type: 'Bzero' | 'Cluster' | 'DynamicAccessConfig') =>
    (await makeTarget(organization.id, { type, environmentId: environment })).id;
  const [bzero, kube, dynamic] = [
    await idOf('Bzero'),
    await idOf('Cluster'),
    await idOf('DynamicAccessConfig'),
  ];
  const named = { name: uniqueName('moved'), environmentId: elsewhere };
  const moved = await patch('targets/bzero', bzero, { targetName: named.name, environmentId: elsewhere });
  expect(moved).toMatchObject({ status: 200, json: { ...named, id: bzero, allowedVerbs: [] } });
  expect(moved.json).toEqual((await read('targets/bzero', bzero)).json);
  named.name = uniqueName('moved');
  expect((await patch('targets/kube', kube, named)).json).toEqual({ ...named, id: kube });
  const renamed = await patch('targets/dynamic-access', dynamic, { name: uniqueName('dynamic') });
  expect(renamed).toMatchObject({ status: 204, json: '' });
  const elsewhere400 = await patch('targets/dynamic-access', dynamic, { environmentId: elsewhere });
  expect([elsewhere400.status, ...Object.keys(elsewhere400.json.errors)]).toEqual([400, 'environmentId']);
  for (const [path, id] of [
    ['targets/bzero', bzero],
    ['targets/kube', kube],
    ['targets/dynamic-access', dynamic],
  ] as const) {
    expect((await remove(path, id)).status).toBe(204);
    expect((await read(path, id)).status).toBe(404);
  }
  expect(await create('targets/kube', {})).toMatchObject({ status: 501, json: { errorType: 'not-offered' } });
  expect((await create('targets/bzero', {})).status).toBe(405);
});

test('two programs that change other fields of one target at once lose nothing', async () => {
  const id = await created('database');
  const changes = [{ remotePort: { value: 1 } }, { localPort: { value: 2 } }, { remoteHost: 'db.acme.test' }];
  const answers = await Promise.all(changes.map((change) => patch('targets/database', id, change)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await read('targets/database', id)).json).toMatchObject(Object.assign({}, ...changes));
});

test('a server that a database is behind is not deleted', async () => {
  const proxy = (await makeTarget(organization.id, { environmentId: environment })).id;
  const id = await created('database', { proxyTargetId: proxy });
  const { json } = await remove('targets/bzero', proxy);
  expect(json).toMatchObject({ errorType: 'in-use', errorMsg: expect.stringContaining('as their proxy') });
  const { json: before } = await read('targets/database', id);
  await remove('targets/database', id);
  expect((await remove('targets/bzero', proxy)).status).toBe(204);
  await restoreTarget(organization.admin.ctx, { targetId: id });
  const restored = { proxyTargetId: '', proxyEnvironmentId: environment };
  expect((await read('targets/database', id)).json).toEqual({ ...before, ...restored });
});

test('the console keeps what a program wrote about a database', async () => {
  const id = await created('database', {
    localPort: { value: 6000 },
    databaseAuthenticationConfig: postgres,
  });
  const { json: before } = await read('targets/database', id);
  const { name, environmentId } = before;
  const edited = {
    targetId: id,
    name,
    environmentId,
    host: 'db.acme.test',
    port: 5433,
    databaseType: 'Postgres',
  };
  await updateTarget(organization.admin.ctx, edited);
  const after = { ...before, remoteHost: 'db.acme.test', remotePort: { value: 5433 } };
  expect((await read('targets/database', id)).json).toEqual(after);
  const inEnvironment = { proxyTargetId: '', proxyEnvironmentId: environment };
  await patch('targets/database', id, { proxyEnvironmentId: environment });
  await updateTarget(organization.admin.ctx, { ...edited, proxyTargetId: null });
  expect((await read('targets/database', id)).json).toEqual({ ...after, ...inEnvironment });
  await updateTarget(organization.admin.ctx, { ...edited, proxyTargetId: server });
  expect((await read('targets/database', id)).json).toEqual(after);
});

test('localhost of an environment is refused, because no server of it is chosen', async () => {
  const engineer = await signIn(organization, `${uniqueName('engineer')}@acme.test`);
  const inEnvironment = { proxyTargetId: undefined, proxyEnvironmentId: environment };
  const proxied = await created('database', { remotePort: { value: 5432 }, ...inEnvironment });
  const local = {
    name: uniqueName('local'),
    type: 'Db',
    environmentId: environment,
    host: 'localhost',
    port: 5432,
  };
  const { id: direct } = await registerTarget(organization.admin.ctx, local);
  await createPolicy(organization.admin.ctx, {
    type: 'Proxy',
    name: uniqueName('databases'),
    subjectIds: [engineer.id],
    targetIds: [proxied, direct],
    targetUsers: ['postgres'],
  });
  const error = await refusal(openConnection(engineer.ctx, { targetId: proxied }), 'unreachable');
  expect(error.message).toContain('Ask an admin to choose the server to go through.');
  expect((await openConnection(engineer.ctx, { targetId: direct })).connection.state).toBe('Open');
});

test('only admins and their keys write environments and targets', async () => {
  const reader = await createApiKey(organization.admin.ctx, { name: 'reader', role: 'User' });
  const engineer = await signIn(organization, 'other@acme.test');
  const token = await tokenOf(engineer);
  const id = await created('web');
  const rows = () => Promise.all([database().prisma.target.count(), database().prisma.environment.count()]);
  const before = await rows();
  const writes: [string, object?][] = [
    ['POST environments', { name: 'mine' }],
    [`PATCH environments/${environment}`, { name: 'mine' }],
    [`DELETE environments/${environment}`],
    ['POST targets/web', virtual('web')],
    [`PATCH targets/web/${id}`, { targetName: 'mine' }],
    [`DELETE targets/web/${id}`],
  ];
  for (const [endpoint, body] of writes) {
    const sent = body ? { body } : {};
    expect((await call(endpoint as `${string} ${string}`, { apiKey: reader.secret, ...sent })).status).toBe(
      403,
    );
    expect((await call(endpoint as `${string} ${string}`, { token, ...sent })).status).toBe(403);
    expect((await call(endpoint as `${string} ${string}`, sent)).status).toBe(401);
  }
  expect(await rows()).toEqual(before);
  expect((await read('targets/web', id)).json.status).toBe('Online');
});
