import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import { eventsNamed } from '@/test/assertions';
import {
  makeEnvironment,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();
let organization: TestOrganization;
let apiKey: string;
let person: { id: string };
let environment: string;
const targets: Record<string, string> = {};
let count = 0;

beforeAll(async () => {
  organization = await makeOrganization();
  person = await signIn(organization, 'engineer@acme.test');
  environment = await makeEnvironment(organization.id);
  for (const type of ['Bzero', 'Db', 'Cluster'] as const) {
    targets[type] = (await makeTarget(organization.id, { type, environmentId: environment })).id;
  }
});

// A key for each test, because a key has a limit of calls.
beforeEach(async () => {
  const name = `terraform ${++count}`;
  apiKey = (await createApiKey(organization.admin.ctx, { name, role: 'Admin' })).secret;
});

const paths = {
  JustInTime: 'policies/just-in-time',
  TargetConnect: 'policies/target-connect',
  Kubernetes: 'policies/kubernetes',
  Proxy: 'policies/proxy',
};
type Type = keyof typeof paths;

const create = (type: Type, body: object) => call(`POST ${paths[type]}`, { apiKey, body });
const patch = (type: Type, id: string, body: object) =>
  call(`PATCH ${paths[type]}/{id}`, { apiKey, params: { id }, body });
const read = (type: Type, id: string) => call(`GET ${paths[type]}/{id}`, { apiKey, params: { id } });

function bodyOf(type: Type, changes: object = {}) {
  const common = {
    name: `policy ${++count}`,
    description: ' Kept as it is,\n with its last line\n',
    timeExpires: null,
    subjects: [{ id: person.id, type: 'User' }],
    groups: [{ id: 'g-1', name: 'Engineers' }],
  };
  const own = {
    JustInTime: { childPolicies: [], automaticallyApproved: true, duration: 45 },
    TargetConnect: {
      environments: [],
      targets: [{ id: targets.Bzero, type: 'Bzero' }],
      targetUsers: [{ userName: 'root' }],
      verbs: [{ type: 'Shell' }, { type: 'Tunnel' }],
    },
    Kubernetes: {
      environments: [],
      clusters: [{ id: targets.Cluster }],
      clusterUsers: [{ name: 'admin' }],
      clusterGroups: [{ name: 'system:masters' }],
    },
    Proxy: {
      environments: [{ id: environment }],
      targets: [],
      targetUsers: [{ userName: 'postgres' }],
    },
  };
  return { ...common, ...own[type], ...changes };
}

describe.each(Object.keys(paths) as Type[])('a policy of the type %s', (type) => {
  test('is created as it was sent, read at once, and gone after its deletion with its name free', async () => {
    const body = bodyOf(type);
    const created = await create(type, body);
    expect(created).toMatchObject({ status: 201, json: body });
    expect((await read(type, created.json.id)).json).toEqual(created.json);
    const one = { apiKey, params: { id: created.json.id } };
    expect((await call(`DELETE ${paths[type]}/{id}`, one)).status).toBe(204);
    expect((await read(type, created.json.id)).status).toBe(404);
    expect((await call(`DELETE ${paths[type]}/{id}`, one)).status).toBe(404);
    expect((await create(type, body)).json.id).not.toBe(created.json.id);
  });

  test('changes by any subset of its fields as a model does: absent and null keep, [] empties', async () => {
    const { json: created } = await create(type, bodyOf(type));
    const { id } = created;
    let model = created;
    const optional = (key: string, values: unknown[]) =>
      fc.option(fc.constantFrom(...values, null), { nil: undefined }).map((value) => [key, value] as const);
    const lists = [
      'subjects',
      'groups',
      'environments',
      'targets',
      'clusters',
      'childPolicies',
      'clusterGroups',
    ];
    const fields = Object.keys(created).filter((key) => !['id', 'type', 'timeExpires', 'name'].includes(key));
    const changes = fc
      .tuple(
        ...fields.map((key) => {
          if (key === 'description') return optional(key, ['', ' a ', created[key]]);
          if (key === 'duration') return optional(key, [1, 45, 43_200]);
          if (key === 'automaticallyApproved') return optional(key, [true, false]);
          return optional(key, lists.includes(key) ? [[], created[key]] : [created[key]]);
        }),
      )
      .map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== undefined)));
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const kept = Object.entries(change).filter(([, value]) => value !== null);
        model = { ...model, ...Object.fromEntries(kept) };
        const answer = await patch(type, id, change);
        expect(answer).toMatchObject({ status: 200, json: model });
        expect((await read(type, id)).json).toEqual(answer.json);
      }),
      { numRuns: 15 },
    );
  });

  test('is not found under another type, by another organization, or after a wrong method', async () => {
    const { json } = await create(type, bodyOf(type));
    const other = type === 'Proxy' ? 'JustInTime' : 'Proxy';
    for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
      const body = method === 'PATCH' ? { body: { description: 'mine' } } : {};
      const params = { id: json.id };
      expect((await call(`${method} ${paths[other]}/{id}`, { apiKey, params, ...body })).status).toBe(404);
      const stranger = await makeOrganization();
      const token = await tokenOf(stranger.admin);
      expect((await call(`${method} ${paths[type]}/{id}`, { token, params, ...body })).status).toBe(404);
    }
    expect((await read(type, json.id)).json).toEqual(json);
  });
});

test('a program sends a fetched policy back with a change; without a change there is no new version', async () => {
  const { json } = await create('TargetConnect', bodyOf('TargetConnect'));
  const { type: _, ...fetched } = json;
  const before = (await eventsNamed(organization.id, 'update-policy')).length;
  expect((await patch('TargetConnect', json.id, fetched)).json).toEqual(json);
  expect(await eventsNamed(organization.id, 'update-policy')).toHaveLength(before);
  expect((await patch('TargetConnect', json.id, { ...fetched, verbs: [{ type: 'RDP' }] })).status).toBe(200);
  const [event] = (await eventsNamed(organization.id, 'update-policy')).slice(-1);
  expect(event).toMatchObject({
    actorName: expect.stringMatching(/^API key terraform/),
    data: { version: 2 },
  });
});

test('coverage moves from environments to targets in one change', async () => {
  const { json } = await create('Proxy', bodyOf('Proxy'));
  const moved = { environments: [], targets: [{ id: targets.Db, type: 'Db' }] };
  expect(await patch('Proxy', json.id, moved)).toMatchObject({ status: 200, json: moved });
  expect((await patch('Proxy', json.id, { environments: [], targets: [] })).status).toBe(200);
});

test('a policy in use is not deleted, and its name is taken for every type', async () => {
  const { json: child } = await create('Proxy', bodyOf('Proxy'));
  const jit = await create('JustInTime', bodyOf('JustInTime', { childPolicies: [child.id] }));
  expect(jit.json.childPolicies).toEqual([{ id: child.id, type: 'Proxy', name: child.name }]);
  const params = { id: child.id };
  expect(await call('DELETE policies/proxy/{id}', { apiKey, params })).toMatchObject({
    status: 409,
    json: { errorType: 'in-use' },
  });
  expect(await create('Kubernetes', bodyOf('Kubernetes', { name: child.name }))).toMatchObject({
    status: 409,
    json: { errorType: 'name-taken' },
  });
});

test('two that write one name at once: one gets it, no one gets 5xx', async () => {
  const name = 'wanted by two';
  const answers = await Promise.all(
    (Object.keys(paths) as Type[]).map((type) => create(type, bodyOf(type, { name }))),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});

const stranger = '00000000-0000-4000-8000-000000000000';

test.each<[Type, object, string]>([
  ['JustInTime', { color: 'red' }, 'color'],
  ['JustInTime', { name: 5 }, 'name'],
  ['JustInTime', { name: '' }, 'name'],
  ['JustInTime', { name: ' a ' }, 'name'],
  ['JustInTime', { duration: 0 }, 'duration'],
  ['JustInTime', { duration: 1.5 }, 'duration'],
  ['JustInTime', { duration: 2 ** 53 }, 'duration'],
  ['JustInTime', { timeExpires: '2030-01-01T00:00:00' }, 'timeExpires'],
  ['JustInTime', { subjects: [{ id: stranger, type: 'User' }] }, 'subjects[0].id'],
  ['JustInTime', { subjects: [{ id: stranger, type: 'user' }] }, 'subjects[0].type'],
  ['JustInTime', { subjects: [{ id: 'x'.repeat(5), type: 'User' }] }, 'subjects[0].id'],
  ['JustInTime', { childPolicies: [stranger] }, 'childPolicies[0]'],
  ['JustInTime', { groups: [{ id: 'g-1', name: 'Another name' }] }, 'groups[0].name'],
  ['JustInTime', { id: stranger }, 'id'],
  ['JustInTime', { verbs: [] }, 'verbs'],
  ['TargetConnect', { verbs: [{ type: 'shell' }] }, 'verbs[0].type'],
  ['TargetConnect', { verbs: [{ type: 'Shell', extra: 1 }] }, 'verbs[0].extra'],
  ['TargetConnect', { environments: [{ id: stranger }] }, 'environments[0].id'],
  ['TargetConnect', { targetUsers: [{ userName: '-x' }] }, 'targetUsers[0].userName'],
  ['Kubernetes', { clusters: [{ id: stranger }] }, 'clusters[0].id'],
  ['Kubernetes', { clusterUsers: [{ name: 'a\nb' }] }, 'clusterUsers[0].name'],
])('%s with %j is refused by the name of the field, and nothing changes', async (type, change, field) => {
  const { json: stored } = await create(type, bodyOf(type));
  const answers = [await create(type, bodyOf(type, change)), await patch(type, stored.id, change)];
  for (const { status, json } of answers) {
    expect(status).toBe(400);
    expect(Object.keys(json.errors)).toContain(field);
    expect(json.errorMsg).toEqual(expect.any(String));
  }
  expect((await read(type, stored.id)).json).toEqual(stored);
});

test('a target under another type, a just-in-time policy as child and another expiry date are refused', async () => {
  const { json: jit } = await create('JustInTime', bodyOf('JustInTime'));
  const { json: server } = await create('TargetConnect', bodyOf('TargetConnect'));
  const answers = [
    await patch('TargetConnect', server.id, { targets: [{ id: targets.Bzero, type: 'Db' }] }),
    await patch('TargetConnect', server.id, { targets: [{ id: targets.Db, type: 'Db' }] }),
    await patch('JustInTime', jit.id, { childPolicies: [jit.id] }),
    await patch('JustInTime', jit.id, { timeExpires: '2030-01-01T00:00:00Z' }),
  ];
  expect(answers.map(({ status, json }) => [status, ...Object.keys(json.errors)])).toEqual([
    [400, 'targets[0].type'],
    [400, 'targets[0].id'],
    [400, 'childPolicies[0]'],
    [400, 'timeExpires'],
  ]);
});

test('only admins and their keys write policies', async () => {
  const reader = await createApiKey(organization.admin.ctx, { name: 'reader', role: 'User' });
  const engineer = await signIn(organization, 'other@acme.test');
  const body = bodyOf('Proxy');
  const token = await tokenOf(engineer);
  expect((await call('POST policies/proxy', { apiKey: reader.secret, body })).status).toBe(403);
  expect((await call('POST policies/proxy', { token, body })).status).toBe(403);
  expect((await call('POST policies/proxy', { body })).status).toBe(401);
  expect((await call('POST policies/proxy', { token: await tokenOf(organization.admin), body })).status).toBe(
    201,
  );
});

/** Repeats a call that a busy server refused, as it says, because it has changed nothing then. */
async function patiently<T extends { status: number }>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await work();
    if (answer.status !== 503) return answer;
  }
}

test('ten programs that write at once lose nothing', async () => {
  const { json: shared } = await create('Proxy', bodyOf('Proxy'));
  const writes = Array.from({ length: 5 }, (_, index) =>
    patiently(() => patch('Proxy', shared.id, { targetUsers: [{ userName: `user-${index}` }] })),
  );
  const bodies = Array.from({ length: 5 }, () => bodyOf('Proxy'));
  const creates = bodies.map((body) => patiently(() => create('Proxy', body)));
  const answers = await Promise.all([...writes, ...creates]);
  expect(answers.filter(({ status }) => status !== 200 && status !== 201)).toEqual([]);
  const { json: all } = await call('GET policies/proxy', { apiKey });
  const ids = all.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(expect.arrayContaining(answers.map(({ json }) => json.id)));
});
