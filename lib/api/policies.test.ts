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
  SessionRecording: 'policies/session-recording',
  OrganizationControls: 'policies/organization-controls',
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
    SessionRecording: { recordInput: true },
    OrganizationControls: { mfaEnabled: true, mfaDuration: 60 },
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
          if (['automaticallyApproved', 'recordInput', 'mfaEnabled'].includes(key))
            return optional(key, [true, false]);
          if (key === 'mfaDuration') return optional(key, [0, 60]);
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
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
});

test('a policy that is not enforced says what it says by default, and can have an expiry date', async () => {
  const timeExpires = '2030-01-01T00:00:00.000Z';
  const answer = (type: Type) => create(type, { name: `policy ${++count}`, timeExpires });
  expect((await answer('SessionRecording')).json).toMatchObject({ timeExpires, recordInput: false });
  expect((await answer('OrganizationControls')).json).toMatchObject({
    ...{ timeExpires, subjects: [], groups: [], description: '' },
    ...{ mfaEnabled: false, mfaDuration: null },
  });
});

test('policies that are not enforced are listed by the people and groups that they name', async () => {
  const { json: named } = await create('SessionRecording', bodyOf('SessionRecording'));
  const nobody = { subjects: [], groups: [] };
  const { json: other } = await create('SessionRecording', bodyOf('SessionRecording', nobody));
  for (const query of [`?subjects=${person.id}`, '?groups=g-1']) {
    const { json } = await call('GET policies/session-recording', { apiKey, query });
    expect(json).toContainEqual(named);
    expect(json).not.toContainEqual(other);
  }
});

test('the expiry date of a policy does not change', async () => {
  const { json } = await create('JustInTime', bodyOf('JustInTime'));
  const answer = await patch('JustInTime', json.id, { timeExpires: '2030-01-01T00:00:00Z' });
  expect([answer.status, ...Object.keys(answer.json.errors)]).toEqual([400, 'timeExpires']);
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

test('ten programs that create, change and delete policies at once see no 5xx, and lose nothing', async () => {
  const types = Object.keys(paths) as Type[];
  const writers = Array.from({ length: 10 }, (_, index) => `writer ${index}`);
  const { json: shared } = await create('Proxy', bodyOf('Proxy'));
  const since = (await eventsNamed(organization.id, 'delete-policy')).length;
  const answers: { status: number }[] = [];
  const kept: unknown[] = [];

  /** Creates five policies, each of another type, changes them and one of all programs, and deletes the first four. */
  async function run(name: string, index: number) {
    const { secret } = await createApiKey(organization.admin.ctx, { name, role: 'Admin' });
    const send = async (endpoint: `${string} ${string}`, options: object) => {
      const answer = await call(endpoint, { apiKey: secret, ...options });
      answers.push(answer);
      return answer;
    };
    for (let round = 0; round < 5; round++) {
      const type = types[(index + round) % types.length] ?? 'Proxy';
      const { json: made } = await send(`POST ${paths[type]}`, { body: bodyOf(type) });
      const one = { params: { id: made.id } };
      const description = `${name}, ${round}`;
      const { json: changed } = await send(`PATCH ${paths[type]}/{id}`, { ...one, body: { description } });
      expect(changed).toEqual({ ...made, description });
      if (round === 0)
        await send('PATCH policies/proxy/{id}', { params: { id: shared.id }, body: { description } });
      if (round < 4) await send(`DELETE ${paths[type]}/{id}`, one);
      else kept.push(changed);
    }
  }

  await Promise.all(writers.map(run));
  expect(answers.map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
  const lists = await Promise.all(types.map((type) => call(`GET ${paths[type]}`, { apiKey })));
  expect(lists.flatMap(({ json }) => json)).toEqual(expect.arrayContaining(kept));
  const last = await call('GET policies/proxy/{id}', { apiKey, params: { id: shared.id } });
  expect(last.headers.get('etag')).toBe(`"${shared.id}.11"`);
  expect(await eventsNamed(organization.id, 'delete-policy')).toHaveLength(since + 40);
});
