import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { createGithubAction } from '@/lib/tokens/create-github-action';
import { call, tokenOf } from '@/test/api-client';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { dispatch } from './dispatch';

// Every kind of bad input, at every place that takes it: it is refused by the name of the field as the client wrote it, and
// nothing changes.

useDatabase();

const paths = {
  JustInTime: 'policies/just-in-time',
  TargetConnect: 'policies/target-connect',
  Kubernetes: 'policies/kubernetes',
  Proxy: 'policies/proxy',
  SessionRecording: 'policies/session-recording',
  OrganizationControls: 'policies/organization-controls',
  database: 'targets/database',
  web: 'targets/web',
  environment: 'environments',
} as const;
type Kind = keyof typeof paths;
const kinds = Object.keys(paths) as Kind[];
const policyKinds = kinds.slice(0, 6);

/** The ids of one thing of each kind, and of what else calls refer to. */
type Ids = Record<
  | Kind
  | 'person'
  | 'server'
  | 'cluster'
  | 'dynamic'
  | 'key'
  | 'githubAction'
  | 'request'
  | 'connection'
  | 'requestable',
  string
>;

let organization: TestOrganization;
let own: Ids;
let theirs: Ids;
let token: string;
let apiKey: string;

/** An organization with one of everything. */
async function fill(filled: TestOrganization): Promise<Ids> {
  const { admin, id } = filled;
  const engineer = await signIn(filled, 'engineer@acme.test');
  const { target, jit } = await makeRequestable(filled, [engineer], { automaticallyApproved: true });
  const { environmentId } = target;
  const add = async (type: 'Bzero' | 'Db' | 'Cluster' | 'Web' | 'DynamicAccessConfig') =>
    (await makeTarget(id, { type, environmentId })).id;
  const [server, db, cluster] = [await add('Bzero'), await add('Db'), await add('Cluster')];
  const [web, dynamic] = [await add('Web'), await add('DynamicAccessConfig')];
  const policy = async (type: (typeof policyKinds)[number], targetIds: string[] = []) =>
    (await createPolicy(admin.ctx, { type, name: uniqueName('policy'), targetIds, claims: {} } as never)).id;
  const rest = { targetUsers: ['root'], verbs: ['Shell'], claims: {} };
  const servers = { type: 'TargetConnect', name: uniqueName('policy'), targetIds: [server], ...rest };
  await database().prisma.target.updateMany({
    where: { id: target.id },
    data: { host: 'host.acme.test', port: 22 },
  });
  const { id: request } = await submitRequest(engineer.ctx, asRoot(target));
  const { connection } = await openConnection(engineer.ctx, { targetId: target.id });
  await database().prisma.group.create({ data: { organizationId: id, id: 'g-1', name: 'Engineers' } });
  return {
    JustInTime: jit.id,
    TargetConnect: (await createPolicy(admin.ctx, servers)).id,
    Kubernetes: await policy('Kubernetes', [cluster]),
    Proxy: await policy('Proxy', [db]),
    SessionRecording: await policy('SessionRecording'),
    OrganizationControls: await policy('OrganizationControls'),
    database: db,
    web,
    environment: environmentId,
    person: engineer.id,
    ...{ server, cluster, dynamic, request, requestable: target.id, connection: connection.id },
    key: (await createApiKey(admin.ctx, { name: uniqueName('key'), role: 'Admin' })).id,
    githubAction: (await createGithubAction(admin.ctx, { githubActionId: uniqueName('action') })).id,
  };
}

beforeAll(async () => {
  organization = await makeOrganization();
  own = await fill(organization);
  theirs = await fill(await makeOrganization());
  token = await tokenOf(await signIn(organization, 'engineer@acme.test'));
});

// A key for each test, because a key has a limit of calls.
beforeEach(async () => {
  apiKey = (await createApiKey(organization.admin.ctx, { name: uniqueName('terraform'), role: 'Admin' }))
    .secret;
});

/** Everything that a call could change. */
async function everything() {
  const { prisma } = database();
  const orderBy = { id: 'asc' } as const;
  const lists = { subjects: true, groups: true, targets: true, environments: true, children: true };
  return {
    policies: await prisma.policy.findMany({ orderBy, include: lists }),
    versions: await prisma.policyVersion.count(),
    environments: await prisma.environment.findMany({ orderBy }),
    targets: await prisma.target.findMany({ orderBy }),
    users: await prisma.user.findMany({ orderBy }),
    groups: await prisma.group.count(),
    keys: await prisma.apiToken.findMany({ orderBy, omit: { lastUsedAt: true } }),
    githubActions: await prisma.githubAction.findMany({ orderBy }),
    requests: await prisma.accessRequest.findMany({ orderBy }),
    connections: await prisma.connection.findMany({ orderBy, omit: { idleAt: true } }),
  };
}

type Answer = Awaited<ReturnType<typeof call>>;

/** Calls that are refused with a status, and with the names of fields. */
type Row = [what: string, calls: () => Promise<Answer[]>, status: number, ...fields: string[]];

/** Makes the calls of each row. They are refused as it says, in sentences, and change nothing. */
async function refused(rows: readonly Row[]) {
  const before = await everything();
  for (const [what, calls, status, ...fields] of rows)
    for (const answer of await calls()) {
      const { errors = {}, errorMsg } = answer.json;
      expect({ what, status: answer.status, fields: Object.keys(errors) }).toEqual({ what, status, fields });
      expect({ what, errorMsg }).toEqual({ what, errorMsg: expect.stringMatching(/^(?!Invalid|Too )[A-Z]/) });
    }
  expect(await everything()).toEqual(before);
}

/** A body that creates something of a kind, with some fields changed. */
function newBody(kind: Kind, changes: object): object {
  const target = {
    ...{ targetName: uniqueName('target'), environmentId: own.environment, proxyTargetId: own.server },
    ...{ remoteHost: kind === 'web' ? 'http://localhost' : 'localhost', remotePort: { value: 5432 } },
  };
  const servers = { targetUsers: [{ userName: 'root' }], verbs: [{ type: 'Shell' }] };
  const named = { name: uniqueName('new'), ...(kind === 'TargetConnect' && servers) };
  return { ...(kind === 'database' || kind === 'web' ? target : named), ...changes };
}

/** Creates something with these fields, and changes what there is to them. */
const write = (kind: Kind, changes: object) => async () => [
  await call(`POST ${paths[kind]}`, { apiKey, body: newBody(kind, changes) }),
  await call(`PATCH ${paths[kind]}/{id}`, { apiKey, params: { id: own[kind] }, body: changes }),
];

/** What is wrong with a body, and the field that names it. */
type Change = [what: string, change: object, ...fields: string[]];

/** Writes each of the bad bodies, as a new object and as a change. */
const written = (kind: Kind, changes: readonly Change[]) =>
  changes.map(([what, change, ...fields]): Row => [`${kind}: ${what}`, write(kind, change), 400, ...fields]);

describe.each(policyKinds)('a policy of the type %s is refused', (kind) => {
  test('with a bad value in a field that all types have', async () => {
    const changes: Change[] = [
      ['an unknown field', { color: 'red' }, 'color'],
      ['a field of another type', otherField(kind), Object.keys(otherField(kind))[0] ?? ''],
      ['a name of another type', { name: 5 }, 'name'],
      ['a description of another type', { description: [] }, 'description'],
      ['a list that is none', { subjects: {} }, 'subjects'],
      ['a list with null', { subjects: [null] }, 'subjects[0]'],
      ['an empty name', { name: '' }, 'name'],
      ['a name with spaces around it', { name: ' a ' }, 'name'],
      ['a name of two lines', { name: 'a\nb' }, 'name'],
      ['a character that cannot be stored', { name: 'a\u0000' }, 'name'],
      ['half a character', { description: '\ud83d' }, 'description'],
      ['a long name', { name: 'x'.repeat(201) }, 'name'],
      ['an enum in the wrong case', subject(own.person, 'user'), 'subjects[0].type'],
      ['a person of another organization', subject(theirs.person), 'subjects[0].id'],
      ['an id that is no UUID', subject('engineer'), 'subjects[0].id'],
      ['an unknown field of an element', { groups: [{ id: 'g', name: 'g', x: 1 }] }, 'groups[0].x'],
      ['a group of two lines', { groups: [{ id: 'g', name: 'a\nb' }] }, 'groups[0].name'],
      ['another name of a group', { groups: [{ id: 'g-1', name: 'Other' }] }, 'groups[0].name'],
      ['a time without a zone', { timeExpires: '2030-01-01T00:00:00' }, 'timeExpires'],
      ['a time that is none', { timeExpires: 'tomorrow' }, 'timeExpires'],
      ['the id of another policy', { id: theirs[kind] }, 'id'],
      ['10,001 people', { subjects: Array.from({ length: 10_001 }, someone) }, 'subjects'],
    ];
    await refused(written(kind, changes));
  });

  test('with a field that is there twice, or is __proto__', async () => {
    const send = (text: string) => async () => [
      await raw(`POST ${paths[kind]}`, text),
      await raw(`PATCH ${paths[kind]}/${own[kind]}`, text),
    ];
    await refused([
      ['twice', send('{"name": "a", "name": "b"}'), 400, 'name'],
      ['twice, once escaped', send('{"name": "a", "n\\u0061me": "b"}'), 400, 'name'],
      ['twice in an element', send('{"subjects": [{"id": "a", "id": "b"}]}'), 400, 'subjects[0].id'],
      ['__proto__', send('{"name": "a", "__proto__": {"description": "b"}}'), 400, '__proto__'],
    ]);
  });

  test('with an ETag that is stale, of another policy, or in another form', async () => {
    const tags = [`"${theirs[kind]}.1"`, `"${own[kind]}.9"`, '"1"'];
    await refused(
      tags.map((tag): Row => {
        const options = { apiKey, params: { id: own[kind] }, headers: { 'if-match': tag } };
        const calls = async () => [
          await call(`PATCH ${paths[kind]}/{id}`, { ...options, body: { description: 'mine' } }),
          await call(`DELETE ${paths[kind]}/{id}`, options),
        ];
        return [tag, calls, 412];
      }),
    );
  });

  test('in a list with a forged cursor, or an unknown filter', async () => {
    const list = (query: string) => async () => [await call(`GET ${paths[kind]}`, { apiKey, query })];
    const forged = `${Buffer.from(own[kind]).toString('base64url')}.0`;
    await refused([
      ['no cursor', list('?cursor=forged'), 400, 'cursor'],
      ['a cursor with another signature', list(`?cursor=${forged}`), 400, 'cursor'],
      ['an unknown filter', list('?subject=x'), 400, 'subject'],
      ['an id that is none', list('?subjects=x'), 400, 'subjects[0]'],
      ['a stranger', list(`?subjects=${own.person},${theirs.person}`), 400, 'subjects[1]'],
    ]);
  });
});

const subject = (id: string, type = 'User') => ({ subjects: [{ id, type }] });
const someone = () => ({ id: randomUUID(), type: 'User' });
const otherField = (kind: Kind) => (kind === 'SessionRecording' ? { verbs: [] } : { recordInput: true });

test('a bad value in a field of one type is refused at this field', async () => {
  const [server, cluster, db] = [own.server, own.cluster, own.database];
  const inEnvironment = { environments: [{ id: theirs.environment }] };
  const target = (id: string, type: string) => ({ targets: [{ id, type }] });
  const changes: Partial<Record<Kind, Change[]>> = {
    JustInTime: [
      ['0 minutes', { duration: 0 }, 'duration'],
      ['2^53 minutes', { duration: 2 ** 53 }, 'duration'],
      ['half a minute', { duration: 1.5 }, 'duration'],
      ['minutes as text', { duration: '60' }, 'duration'],
      ['a word', { automaticallyApproved: 'yes' }, 'automaticallyApproved'],
      ['a child of another organization', { childPolicies: [theirs.TargetConnect] }, 'childPolicies[0]'],
      ['itself', { childPolicies: [own.JustInTime] }, 'childPolicies[0]'],
      ['a recording policy', { childPolicies: [own.SessionRecording] }, 'childPolicies[0]'],
      ['controls', { childPolicies: [own.Proxy, own.OrganizationControls] }, 'childPolicies[1]'],
    ],
    TargetConnect: [
      ['an environment of another organization', inEnvironment, 'environments[0].id'],
      ['a server of another organization', target(theirs.server, 'Bzero'), 'targets[0].id'],
      ['a dynamic one', target(theirs.dynamic, 'DynamicAccessConfig'), 'targets[0].id'],
      ['a server that is no UUID', target('server', 'Bzero'), 'targets[0].id'],
      ['a type in the wrong case', target(server, 'bzero'), 'targets[0].type'],
      ['a server as a database', target(server, 'Db'), 'targets[0].type'],
      ['a database', target(db, 'Db'), 'targets[0].id'],
      ['an action in the wrong case', { verbs: [{ type: 'shell' }] }, 'verbs[0].type'],
      ['an unknown field of an action', { verbs: [{ type: 'Shell', x: 1 }] }, 'verbs[0].x'],
      ['an empty account', { targetUsers: [{ userName: '' }] }, 'targetUsers[0].userName'],
    ],
    Kubernetes: [
      ['an environment of another organization', inEnvironment, 'environments[0].id'],
      ['a cluster of another organization', { clusters: [{ id: theirs.cluster }] }, 'clusters[0].id'],
      ['a server', { clusters: [{ id: server }] }, 'clusters[0].id'],
      ['a cluster with a type', { clusters: [{ id: cluster, type: 'Cluster' }] }, 'clusters[0].type'],
      ['a user of two lines', { clusterUsers: [{ name: 'a\nb' }] }, 'clusterUsers[0].name'],
      ['a group like an option', { clusterGroups: [{ name: '-a' }] }, 'clusterGroups[0].name'],
    ],
    Proxy: [
      ['an environment of another organization', inEnvironment, 'environments[0].id'],
      ['a database of another organization', target(theirs.database, 'Db'), 'targets[0].id'],
      ['a web app of another organization', target(theirs.web, 'Web'), 'targets[0].id'],
    ],
    SessionRecording: [['a number', { recordInput: 1 }, 'recordInput']],
    OrganizationControls: [
      ['a word', { mfaEnabled: 'true' }, 'mfaEnabled'],
      ['2^53', { mfaDuration: 2 ** 53 }, 'mfaDuration'],
      ['a fraction', { mfaDuration: 1.5 }, 'mfaDuration'],
      ['less than nothing', { mfaDuration: -1 }, 'mfaDuration'],
    ],
    environment: [
      ['an empty name', { name: '' }, 'name'],
      ['an unknown field', { color: 'red' }, 'color'],
      ['4321 hours', { offlineCleanupTimeoutHours: 4321 }, 'offlineCleanupTimeoutHours'],
      ['2^53 hours', { offlineCleanupTimeoutHours: 2 ** 53 }, 'offlineCleanupTimeoutHours'],
      ['hours as text', { offlineCleanupTimeoutHours: '1' }, 'offlineCleanupTimeoutHours'],
    ],
  };
  await refused(kinds.flatMap((kind) => written(kind, changes[kind] ?? [])));
});

test('a database or web app with a bad value is refused at its field', async () => {
  const elsewhere = { proxyTargetId: null, proxyEnvironmentId: theirs.environment };
  const both = { proxyTargetId: own.server, proxyEnvironmentId: own.environment };
  const changes: Change[] = [
    ['an unknown field', { color: 'red' }, 'color'],
    ['a name of another type', { targetName: 5 }, 'targetName'],
    ['a name with a space before it', { targetName: ' a' }, 'targetName'],
    ['port 65536', { remotePort: { value: 65_536 } }, 'remotePort.value'],
    ['port 1.5', { remotePort: { value: 1.5 } }, 'remotePort.value'],
    ['port 0', { remotePort: { value: 0 } }, 'remotePort.value'],
    ['a port as text', { remotePort: { value: '22' } }, 'remotePort.value'],
    ['an unknown field of a port', { remotePort: { value: 1, x: 1 } }, 'remotePort.x'],
    ['local port 65536', { localPort: { value: 65_536 } }, 'localPort.value'],
    ['local port 1.5', { localPort: { value: 1.5 } }, 'localPort.value'],
    ['an environment of another organization', { environmentId: theirs.environment }, 'environmentId'],
    ['a proxy of another organization', { proxyTargetId: theirs.server }, 'proxyTargetId'],
    ['a proxy environment of another organization', elsewhere, 'proxyEnvironmentId'],
    ['both proxies', both, 'proxyTargetId', 'proxyEnvironmentId'],
  ];
  await refused([...written('database', changes), ...written('web', changes)]);
});

test('a new database or web app without a proxy is refused by both names', async () => {
  await refused(
    (['database', 'web'] as const).map((kind): Row => {
      const body = newBody(kind, { proxyTargetId: undefined });
      const create = async () => [await call(`POST ${paths[kind]}`, { apiKey, body })];
      return [kind, create, 400, 'proxyTargetId', 'proxyEnvironmentId'];
    }),
  );
});

test('the id of another organization in an address is the id of nothing', async () => {
  const one = (endpoint: `${string} ${string}`, id: string, more = {}): Row => [
    `${endpoint} of another organization`,
    async () => [await call(endpoint, { apiKey, params: { id }, ...more })],
    404,
  ];
  const whole = (path: string, id: string, body: object = {}) => [
    one(`GET ${path}/{id}`, id),
    one(`PATCH ${path}/{id}`, id, { body }),
    one(`DELETE ${path}/{id}`, id),
  ];
  const asPerson = { apiKey: '', token };
  await refused([
    ...kinds.flatMap((kind) => whole(paths[kind], theirs[kind])),
    ...whole('targets/bzero', theirs.server),
    ...whole('targets/kube', theirs.cluster),
    ...whole('targets/dynamic-access', theirs.dynamic),
    ...whole('api-keys', theirs.key),
    one('GET users/{id}', theirs.person),
    one('PATCH users/{id}', theirs.person, { body: { role: 'Admin' } }),
    one('GET subjects/{id}', theirs.person),
    one('GET subjects/{id}', theirs.key),
    one('PATCH subjects/{id}', theirs.person, { body: { role: 'Admin' } }),
    one('GET github-actions/{id}', theirs.githubAction),
    one('DELETE github-actions/{id}', theirs.githubAction),
    one('POST organization/groups-memberships/fetch/{id}', theirs.person),
    one('GET connections/shell/{id}', theirs.connection),
    one('PATCH connections/{id}/close', theirs.connection, asPerson),
    one('GET access/requests/{id}', theirs.request, asPerson),
  ]);
});

test('nobody requests or uses a target of another organization', async () => {
  const wanted = { targetId: theirs.requestable, targetUser: 'root' };
  const asked = { ...wanted, verbType: 'Shell', reason: 'The disk is full' };
  await refused([
    ['a request', async () => [await call('POST access/requests', { token, body: asked })], 404],
    ['a session', async () => [await call('POST connections/universal', { token, body: wanted })], 404],
  ]);
});

test('a bad value in a role or in a filter is refused by its name', async () => {
  const params = { id: own.person };
  const list = (query: string) => async () => [await call('GET events/subject', { apiKey, query })];
  await refused([
    [
      'a role in the wrong case',
      async () => [await call('PATCH users/{id}', { apiKey, params, body: { role: 'admin' } })],
      400,
      'role',
    ],
    ['a time without a zone', list('?startTimestamp=2030-01-01T00:00:00'), 400, 'startTimestamp'],
    ['a day', list('?endTimestamp=2030-01-01'), 400, 'endTimestamp'],
    ['an enum in the wrong case', list('?subjectTypes=user'), 400, 'subjectTypes[0]'],
    ['a word for yes or no', list('?isAdmin=maybe'), 400, 'isAdmin'],
    ['half an event', list('?eventCount=1.5'), 400, 'eventCount'],
  ]);
});

test('two that write one name at once, for two types of policy: one gets it', async () => {
  const name = uniqueName('wanted');
  const answers = await Promise.all(
    policyKinds.map((kind) => call(`POST ${paths[kind]}`, { apiKey, body: newBody(kind, { name }) })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  const lost = answers.filter(({ status }) => status === 409);
  for (const { json } of lost)
    expect(json).toMatchObject({ errorType: 'name-taken', faults: [{ path: 'name' }] });
  expect(await database().prisma.policy.count({ where: { name } })).toBe(1);
});

test('bytes that are no UTF-8 are refused in a body and in a query', async () => {
  const bytes = new Uint8Array([...Buffer.from('{"name": "'), 0xc3, 0x28, ...Buffer.from('"}')]);
  const query = async () => [await call('GET targets/database', { apiKey, query: '?envName=%ff' })];
  const bodies = kinds.map((kind): Row => {
    const create = () => raw(`POST ${paths[kind]}`, bytes);
    const change = () => raw(`PATCH ${paths[kind]}/${own[kind]}`, bytes);
    return [kind, async () => [await create(), await change()], 400];
  });
  await refused([...bodies, ['a query', query, 400]]);
});

test('a key in the query is refused, before it is looked at', async () => {
  const secret = encodeURIComponent(apiKey);
  await refused(
    ['apiKey', 'X-API-KEY', 'token'].map((name): Row => {
      const query = `?${name}=${secret}`;
      const calls = async () => [
        await call('POST policies/proxy', { query, body: newBody('Proxy', {}) }),
        await call('GET policies/proxy', { apiKey, query }),
      ];
      return [name, calls, 400, name];
    }),
  );
});

/** Sends a body as it is. */
async function raw(endpoint: `${string} ${string}`, body: string | Uint8Array<ArrayBuffer>): Promise<Answer> {
  const [method = '', path = ''] = endpoint.split(' ');
  const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
  const request = new Request(`http://localhost:3000/api/v2/${path}`, { method, headers, body });
  const answer = await dispatch(request);
  return { status: answer.status, headers: answer.headers, json: await answer.json() };
}
