import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import { writeCalls } from '@/lib/audit/note-call';
import { writeRefusals } from '@/lib/audit/note-refusal';
import { systemContext } from '@/lib/context';
import { database, disconnect } from '@/lib/db/client';
import { listGroups } from '@/lib/directory/list-groups';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import type { TestDatabase } from '@/test/database';
import { makeEnvironment, makeOrganization, makeTarget, signIn } from '@/test/factories';
import { openTestDatabase, useDatabase } from '@/test/use-database';
import { applyFile, previewFile } from '../apply-file';
import { type Export, exportOrganization } from './export-organization';
import { connectOldServer } from './old-server';

// This product's API has BastionZero's contract, so an organization of it stands for one of BastionZero: it is read through
// the API, applied to an empty database, and read there again. What Terraform reads must be the same, value by value.

useDatabase();

/** What the data sources and resources of Terraform's provider read. */
const lists = [
  'organization',
  'organization/groups',
  'environments',
  'targets/bzero',
  'targets/kube',
  'targets/database',
  'targets/web',
  'targets/dynamic-access',
  'policies/target-connect',
  'policies/kubernetes',
  'policies/proxy',
  'policies/just-in-time',
  'policies/session-recording',
  'policies/organization-controls',
  'users',
] as const;

type Answers = Record<string, unknown>;
type Thing = Record<string, unknown> & { id: string; name: string };

const folder = mkdtempSync(join(tmpdir(), 'migrate-'));
const file = join(folder, 'organization.yaml');
let issuer = '';
let second: TestDatabase;
let before: { key: string; answers: Answers; exported: Export; organizationId: string };
let key = '';

beforeAll(async () => {
  const organization = await makeOrganization();
  issuer = organization.issuer;
  const organizationId = organization.id;
  const oldKey = (await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' })).secret;
  await fillOldServer(organizationId, oldKey);
  before = {
    key: oldKey,
    answers: await readAll(oldKey),
    exported: await exportWith(oldKey),
    organizationId,
  };
  writeFileSync(file, before.exported.yaml);

  // From here on, the product uses another database.
  await writeRefusals();
  await writeCalls();
  second = await openTestDatabase();
});

afterAll(async () => {
  await writeRefusals();
  await writeCalls();
  await disconnect();
  await second.drop();
  rmSync(folder, { recursive: true });
});

describe('an organization', () => {
  it('is previewed before it is applied, and nothing is stored', async () => {
    const preview = await previewFile({ path: file, issuer, tenant: '' });
    expect(preview.changed).toBe(0);
    expect(preview.lines).toHaveLength(preview.created);
    expect(preview.lines).toContain('create the policy Data on request (JustInTime)');
    expect(await previewFile({ path: file, issuer, tenant: '' })).toEqual(preview);
  });

  it('comes along with all ids: what Terraform reads is the same', async () => {
    const applied = await applyFile({ path: file, issuer, tenant: '' });
    expect(applied).toMatchObject({ organization: 'Old & "Co": é', changed: 0 });
    const ctx = systemContext(before.organizationId, 'the operator', 'operator');
    key = (await createApiKey(ctx, { name: 'new key', role: 'Admin' })).secret;
    const answers = await readAll(key);
    for (const path of lists)
      expect(withoutLogins(answers[path])).toEqual(withoutLogins(before.answers[path]));
  });

  it('has the same answer for each policy, target and environment of the state', async () => {
    for (const path of lists.filter((each) => /^(env|pol|tar)/.test(each))) {
      const things = before.answers[path] as Thing[];
      expect(things.length).toBeGreaterThan(0);
      for (const thing of things) {
        const { status, json } = await call(`GET ${path}/{id}`, { apiKey: key, params: { id: thing.id } });
        expect({ status, json }).toEqual({ status: 200, json: thing });
      }
    }
  });

  it('is written the same from the new server, and applying it again changes nothing', async () => {
    expect((await exportWith(key)).yaml).toBe(before.exported.yaml);
    expect(await applyFile({ path: file, issuer, tenant: '' })).toMatchObject({ created: 0, changed: 0 });
  });

  it('is refused with the ids of another organization, which is not named', async () => {
    const other = { path: file, issuer: 'https://other.test', tenant: '' };
    await expect(applyFile(other)).rejects.toThrow('organization.id: is an id of another organization');
    writeFileSync(join(folder, 'other.yaml'), before.exported.yaml.replace(/^organization:(\n {2}.*)+/m, ''));
    const refused = applyFile({ ...other, path: join(folder, 'other.yaml') });
    await expect(refused).rejects.toMatchObject({
      faults: expect.arrayContaining([
        { path: 'users[0].id', message: 'is an id of another organization' },
        { path: 'policies[0].id', message: 'is an id of another organization' },
      ]),
    });
  });
});

describe('a group under its old id', () => {
  const databases = async (token: string) => (await call('GET targets/database', { token })).json as Thing[];

  it('has the people whom the identity provider has in it, by its name or by its old id', async () => {
    for (const claim of ['Data', '00g-data']) {
      const dba = await signIn({ issuer }, 'dba@acme.test', [claim]);
      expect((await databases(await tokenOf(dba))).map(({ name }) => name)).toEqual(['orders']);
    }
    const left = await signIn({ issuer }, 'dba@acme.test', ['Engineering']);
    expect(await databases(await tokenOf(left))).toEqual([]);
  });

  it('keeps the name that the state has', async () => {
    expect(withoutLogins((await readAll(key))['organization/groups'])).toEqual(
      before.answers['organization/groups'],
    );
  });

  it('finds its policies by either id', async () => {
    for (const groups of ['00g-data', 'Data']) {
      const { json } = await call('GET policies/proxy', { apiKey: key, query: `?groups=${groups}` });
      expect(json).toMatchObject([{ name: 'Data team', groups: [{ id: '00g-data', name: 'Data' }] }]);
    }
  });

  it('is one group in the console', async () => {
    const ctx = (await signIn({ issuer }, 'admin@acme.test')).ctx;
    const { groups } = await listGroups(ctx, { query: 'Data' });
    expect(groups).toMatchObject([
      {
        id: 'Data',
        aliases: [{ id: '00g-data', name: 'Data' }],
        policies: [{ name: 'Data on request' }, { name: 'Data team' }, { name: 'MFA' }, { name: 'Record' }],
      },
    ]);
  });
});

it('the command says what does not come along, and the rest is complete', () => {
  const { losses, counts } = before.exported;
  for (const { written, read, noun } of counts) expect([noun, written]).toEqual([noun, read]);
  expect(losses).toEqual([
    expect.stringMatching(/^3 servers: the address/),
    expect.stringMatching(/^1 clusters: the address/),
    expect.stringMatching(/^7 databases: connections/),
    expect.stringMatching(/^2 databases of a cloud provider/),
    expect.stringMatching(/^1 API keys, whose secrets/),
    expect.stringMatching(/^3 policies about session recording/),
    expect.stringMatching(/^3 users: second factors/),
    'The Slack workspace Acme: connect it under Settings, App integrations',
    expect.stringMatching(/^Open connections, pending requests/),
    'Group "Shared": keeps only its id 00g-shared-1, because another group has this name',
    'Group "Shared": keeps only its id 00g-shared-2, because another group has this name',
  ]);
});

async function exportWith(apiKey: string): Promise<Export> {
  return exportOrganization(
    connectOldServer({
      address: 'http://localhost:3000',
      apiKey,
      fetch: dispatch,
      wait: async () => undefined,
    }),
  );
}

async function readAll(apiKey: string): Promise<Answers> {
  const answers: Answers = {};
  for (const path of lists) {
    const { status, json } = await call(`GET ${path}`, { apiKey });
    expect([path, status]).toEqual([path, 200]);
    answers[path] = json;
  }
  return answers;
}

/** Logins don't come along: nobody has signed in to the new server. */
function withoutLogins(answer: unknown): unknown {
  if (!Array.isArray(answer)) return answer;
  return answer.map((item: Record<string, unknown>) => ({
    ...item,
    ...('lastLogin' in item && { lastLogin: null }),
  }));
}

/** Everything that programs and people can make of an organization, with names that YAML has to quote. */
async function fillOldServer(organizationId: string, apiKey: string): Promise<void> {
  await database().prisma.organization.update({
    where: { id: organizationId },
    data: { name: 'Old & "Co": é' },
  });
  const create = async (path: string, body: object): Promise<string> => {
    const { status, json } = await call(`POST ${path}`, { apiKey, body });
    expect([path, status, json]).toEqual([path, 201, json]);
    return json.id ?? json.targetId;
  };
  const engineer = await signIn({ issuer }, 'engineer@acme.test', ['Engineering']);
  await signIn({ issuer }, 'dba@acme.test', ['Engineering']);
  const user = { id: engineer.id, type: 'User' };
  await makeEnvironment(organizationId, 'Default');
  const prod = await create('environments', {
    name: 'yes',
    description: ' two\n"lines" # no comment: \\ \t',
    offlineCleanupTimeoutHours: 2160,
  });
  const test = await create('environments', { name: 'null', offlineCleanupTimeoutHours: 0 });
  const at = (environmentId: string, name: string) => ({ environmentId, name });
  const web = await makeTarget(organizationId, at(prod, 'web'));
  await makeTarget(organizationId, at(test, 'web'));
  const windows = await makeTarget(organizationId, { ...at(prod, 'web.null'), os: 'Windows' });
  const cluster = await makeTarget(organizationId, { ...at(prod, '- cluster'), type: 'Cluster' });
  const dynamic = await makeTarget(organizationId, { ...at(prod, '1e3'), type: 'DynamicAccessConfig' });
  const registered = await makeTarget(organizationId, { ...at(prod, 'console'), type: 'Db' });
  await database().prisma.target.update({ where: { id: registered.id }, data: { databaseType: 'Postgres' } });
  const createDatabase = (targetName: string, more: object) =>
    create('targets/database', {
      targetName,
      environmentId: prod,
      remoteHost: 'db.acme.test',
      remotePort: { value: 5432 },
      proxyEnvironmentId: test,
      ...more,
    });
  const orders = await createDatabase('orders', { localPort: { value: 15432 }, localHost: '127.0.0.1' });
  await createDatabase('behind', { proxyEnvironmentId: undefined, proxyTargetId: web.id });
  await createDatabase('split', {
    databaseAuthenticationConfig: { authenticationType: 'SplitCert', database: 'MySQL', label: 'Our: MySQL' },
  });
  await createDatabase('rds', {
    remoteHost: 'rds://db.acme.test',
    databaseAuthenticationConfig: {
      authenticationType: 'ServiceAccountInjection',
      cloudServiceProvider: 'AWS',
      database: 'Postgres',
      label: 'AWS Postgres',
    },
  });
  await createDatabase('gcp', {
    remoteHost: 'gcp://project:region:db',
    remotePort: { value: 0 },
    databaseAuthenticationConfig: {
      authenticationType: 'ServiceAccountInjection',
      cloudServiceProvider: 'GCP',
      database: 'MySQL',
      label: 'GCP MySQL',
    },
  });
  await createDatabase('sql', {
    databaseAuthenticationConfig: {
      authenticationType: 'Default',
      database: 'MicrosoftSQLServer',
      label: 'None',
    },
  });
  const app = await create('targets/web', {
    targetName: '#app',
    environmentId: test,
    remoteHost: 'https://app.acme.test/path',
    remotePort: { value: 443 },
    proxyTargetId: cluster.id,
  });
  const group = (id: string, name: string) => ({ id, name });
  const root = await create('policies/target-connect', {
    name: 'Root: "all" é',
    description: 'x\n',
    timeExpires: '2099-01-31T12:00:00Z',
    subjects: [user],
    groups: [
      group('Engineering', 'Engineering'),
      group('00g-shared-1', 'Shared'),
      group('00g-shared-2', 'Shared'),
    ],
    targets: [
      { id: web.id, type: 'Bzero' },
      { id: windows.id, type: 'Bzero' },
      { id: dynamic.id, type: 'DynamicAccessConfig' },
    ],
    targetUsers: [{ userName: 'root' }, { userName: '{username}' }],
    verbs: [{ type: 'Shell' }, { type: 'Tunnel' }],
  });
  await create('policies/target-connect', {
    name: 'Nothing yet',
    targetUsers: [{ userName: 'root' }],
    verbs: [{ type: 'Shell' }],
  });
  await create('policies/kubernetes', {
    name: 'Clusters',
    subjects: [],
    groups: [],
    environments: [{ id: prod }],
    clusters: [],
    clusterUsers: [{ name: 'admin' }],
    clusterGroups: [{ name: 'system:masters' }],
  });
  await create('policies/proxy', {
    name: 'Data team',
    groups: [group('00g-data', 'Data')],
    targets: [
      { id: orders, type: 'Db' },
      { id: app, type: 'Web' },
    ],
    targetUsers: [{ userName: 'postgres' }],
  });
  const about = { subjects: [user], groups: [group('00g-data', 'Data')] };
  await create('policies/session-recording', { ...about, name: 'Record', recordInput: true });
  await create('policies/organization-controls', {
    ...about,
    name: 'MFA',
    mfaEnabled: true,
    mfaDuration: 60,
  });
  await create('policies/organization-controls', { name: 'No MFA' });
  await create('policies/just-in-time', {
    ...about,
    name: 'Data on request',
    childPolicies: [root],
    automaticallyApproved: true,
    duration: 43_200,
  });
  await create('policies/just-in-time', { name: `Later ${randomUUID()}`, childPolicies: [], duration: 1 });
}
