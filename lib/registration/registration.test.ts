import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { dispatch } from '@/lib/api/dispatch';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { callProvisioner } from '@/lib/dynamic-access/call-provisioner';
import { createDynamicAccess } from '@/lib/dynamic-access/create-dynamic-access';
import { getDynamicConnection } from '@/lib/dynamic-access/get-dynamic-connection';
import { env } from '@/lib/env';
import { createPolicy } from '@/lib/policies/create-policy';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call } from '@/test/api-client';
import {
  childDraft,
  makeEnvironment,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
} from '@/test/factories';
import { makeServerRoot, type ServerRoot } from '@/test/server-root';
import { useDatabase } from '@/test/use-database';
import {
  registrationPlaybook,
  registrationScript,
  scriptType,
  type targetNameOptions,
} from './registration-script';

/** Tests in the same process change it. */
const consoleUrl = () => env().publicUrl.origin;

useDatabase();

let organization: TestOrganization;
let environmentId: string;
let admin: string;
let registrar: { id: string; secret: string };
let server: Server;
let address: string;

/** What the provisioning server was asked to start a machine with. */
let activationToken = '';

/** Whether something between a server and the console answers instead of it. */
let isPortal = false;

/** The API, and the metadata services of AWS and DigitalOcean. A set-up script leads to the folder of the test. */
async function serve(request: IncomingMessage): Promise<Response> {
  const path = request.url ?? '/';
  if (isPortal) return new Response('<html>touch ran</html>', { headers: { 'content-type': 'text/html' } });
  if (path === '/latest/api/token') return new Response(request.method === 'PUT' ? 'metadata-token' : null);
  if (path === '/latest/meta-data/instance-id') {
    const known = request.headers['x-aws-ec2-metadata-token'] === 'metadata-token';
    return new Response(known ? 'i-0123456789' : 'no token', { status: known ? 200 : 401 });
  }
  if (path === '/metadata/v1/hostname') return new Response('droplet-1');
  const body = request.method === 'POST' ? await text(request) : null;
  if (path === '/machines/start') {
    ({ activationToken } = JSON.parse(body ?? ''));
    return Response.json({ uniqueId: 'machine-1' });
  }
  const headers = Object.entries(request.headers).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  );
  const answer = await dispatch(
    new Request(`${consoleUrl()}${path}`, { method: request.method ?? 'GET', headers, body }),
  );
  const isScript = answer.headers.get('content-type') === scriptType;
  return isScript
    ? new Response(atServer(await answer.text()), { headers: { 'content-type': scriptType } })
    : answer;
}

beforeAll(async () => {
  organization = await makeOrganization();
  environmentId = await makeEnvironment(organization.id);
  const { ctx } = organization.admin;
  admin = (await createApiKey(ctx, { name: 'terraform', role: 'Admin' })).secret;
  registrar = await createApiKey(ctx, { name: 'images', role: 'Registration' });
  server = createServer((request, response) => {
    void serve(request).then(async (answer) => {
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
        .end(Buffer.from(await answer.arrayBuffer()));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

let machine: ServerRoot;

beforeEach(async () => {
  machine = await makeServerRoot();
  machine.writeProgram('hostname', 'echo web-1.acme.test');
});

afterEach(() => machine.remove());

/** A script in which every address leads to this test. */
function atServer(script: string): string {
  return machine.inRoot(
    script.replaceAll(consoleUrl(), address).replaceAll('http://169.254.169.254', address),
  );
}

function run(script: string, secret = registrar.secret) {
  return machine.run('env', [`BZERO_REGISTRATION_SECRET=${secret}`, 'bash'], atServer(script));
}

const bash = (nameOption: (typeof targetNameOptions)[number]) =>
  registrationScript({ publicUrl: consoleUrl(), nameOption, environmentId });

const servers = () =>
  database().prisma.target.findMany({
    where: { organizationId: organization.id, type: 'Bzero' },
    orderBy: { createdAt: 'asc' },
  });

describe('a server that registers itself', () => {
  test.each([
    ['Timestamp', /^web-1\.acme\.test-\d{14}$/],
    ['DigitalOceanMetadata', /^droplet-1$/],
    ['AwsEc2Metadata', /^i-0123456789$/],
    ['BashHostName', /^web-1\.acme\.test$/],
  ] as const)(
    'is named by %s, is set up, and is the same target when it registers again',
    async (option, name) => {
      const before = await servers();
      const { code, output } = await run(bash(option));
      expect([code, output]).toEqual([
        0,
        expect.stringMatching(/^Registered as .+\n.*now accepts certificates/s),
      ]);
      const target = (await servers()).at(-1);
      const key = readFileSync(join(machine.root, 'host-key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
      expect(target).toMatchObject({
        name: expect.stringMatching(name),
        environmentId,
        host: 'web-1.acme.test',
        port: 22,
        serverIdentity: key,
      });
      expect(readFileSync(join(machine.root, 'etc/ssh/sshd_config.d/00-bzero.conf'), 'utf8')).toContain(
        target?.id,
      );
      expect((await run(bash(option))).output).toContain(`Registered again as ${target?.name}.`);
      expect(await servers()).toHaveLength(before.length + 1);
    },
  );

  test('with an activation token is the machine of one session, and accepts no other', async () => {
    const engineer = await signIn(organization, 'engineer@acme.test');
    const webhook = (name: string) => `${address}/machines/${name}`;
    const { id: targetId } = await createDynamicAccess(organization.admin.ctx, {
      name: 'machines',
      environmentId,
      startWebhook: webhook('start'),
      stopWebhook: webhook('stop'),
      healthWebhook: webhook('health'),
    });
    const draft = childDraft({ subjectIds: [engineer.id], targetIds: [targetId] });
    await createPolicy(organization.admin.ctx, draft);
    const { id: connectionId } = (await openConnection(engineer.ctx, { targetId })).connection;
    await callProvisioner({ organizationId: organization.id, connectionId });
    const before = await servers();

    expect((await run(bash('BashHostName'), activationToken)).output).toContain(
      'Registered as web-1.acme.test.',
    );
    expect(await servers()).toEqual(before);
    const principals = readFileSync(join(machine.root, 'etc/ssh/bzero/principals/root'), 'utf8');
    expect(principals.trim()).toBe(`bz:${connectionId}:root`);
    const { connection, machine: started } = await getDynamicConnection(engineer.ctx, { connectionId });
    expect([connection.state, started.state, started.host]).toEqual(['Open', 'Started', 'web-1.acme.test']);
    expect((await run(bash('BashHostName'), activationToken)).output).toContain('(401)');
  });

  test('runs nothing that is no set-up script', async () => {
    isPortal = true;
    const { code, output } = await run(bash('BashHostName'));
    isPortal = false;
    expect([code, output]).toEqual([1, expect.stringContaining('The console refused this server (200)')]);
    expect(existsSync(join(machine.root, 'etc/ssh/bzero'))).toBe(false);
  });

  test('can be registered by the playbook, which runs the script unchanged', async () => {
    const settings = { publicUrl: consoleUrl(), environmentId };
    const playbook = parseDocument(registrationPlaybook(settings), {
      customTags: [{ tag: '!unsafe', resolve: (value: string) => value }],
    });
    expect(playbook.errors).toEqual([]);
    const [play] = playbook.toJS();
    expect(play.tasks[0].block[1]['ansible.builtin.shell'].cmd).toBe(
      `BZERO_REGISTRATION_SECRET=$(cat /run/bzero-registration-key)\n${bash('BashHostName')}`,
    );
  });

  test('is refused under the name of another one, without a key, and in an environment that is not there', async () => {
    const taken = await makeTarget(organization.id, { name: 'web-9', environmentId });
    machine.writeProgram('hostname', 'echo web-9');
    const refused = await run(bash('BashHostName'));
    expect([refused.code, refused.output]).toEqual([
      1,
      expect.stringContaining('(409): Another server named web-9'),
    ]);
    expect((await run(bash('BashHostName'), 'guess')).output).toContain('(401)');
    const without = await machine.run('bash', [], atServer(bash('BashHostName')));
    expect(without.output).toContain('Replace <REGISTRATION-SECRET-GOES-HERE> with a registration key');
    expect((await servers()).find(({ id }) => id === taken.id)?.serverIdentity).toBeNull();
  });
});

test('a registration key registers servers and does nothing else', async () => {
  const as = { apiKey: registrar.secret };
  for (const endpoint of [
    'GET targets/bzero',
    'GET organization',
    'GET subjects/me',
    'GET policies/just-in-time',
  ] as const)
    expect((await call(endpoint, as)).status).toBe(403);
  const created = await call('POST environments', { ...as, body: { name: 'new' } });
  expect([created.status, created.json.errorMsg]).toEqual([
    403,
    expect.stringContaining('only registers servers'),
  ]);
  const hostKeys = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'];
  for (const [body, field] of [
    [{ name: 'a', host: 'a.acme.test', port: 22 }, 'hostKeys'],
    [{ name: 'a', host: 'a.acme.test', port: 22, hostKeys: ['none'] }, 'hostKeys[0]'],
    [{ name: 'a', port: 22, hostKeys }, 'host'],
    [{ name: 'a', host: 'a b', port: 22, hostKeys }, 'host'],
    [{ name: 'a', host: 'a.acme.test', port: 65_536, hostKeys }, 'port'],
    [{ name: '', host: 'a.acme.test', port: 22, hostKeys }, 'name'],
    [{ name: 'a', host: 'a.acme.test', port: 22, hostKeys, environmentId: organization.id }, 'environmentId'],
  ] as const) {
    const { status, json } = await call('POST targets/bzero/registrations', { ...as, body });
    expect([status, Object.keys(json.errors)]).toEqual([400, [field]]);
  }
});

test('a registration key keeps its role', async () => {
  const promote = { params: { idOrEmail: registrar.id }, body: { role: 'Admin' } };
  expect((await call('PATCH subjects/{idOrEmail}', { apiKey: admin, ...promote })).status).toBe(404);
});

test('an admin can name the one registration key that servers have to use', async () => {
  const other = await createApiKey(organization.admin.ctx, { name: 'other', role: 'Registration' });
  const settings = 'organization/registration-key';
  const enable = (defaultRegistrationKeyId: string) =>
    call(`POST ${settings}/enable-enforce-global-key`, { apiKey: admin, body: { defaultRegistrationKeyId } });
  expect((await enable(organization.id)).json.errors).toHaveProperty('defaultRegistrationKeyId');
  const on = { globalRegistrationKeyEnforced: true, defaultGlobalRegistrationKey: other.id };
  expect((await enable(other.id)).json).toEqual(on);
  expect((await call(`GET ${settings}/settings`, { apiKey: admin })).json).toEqual(on);
  const refused = await run(bash('BashHostName'));
  expect([refused.code, refused.output]).toEqual([
    1,
    expect.stringContaining('(403): Servers have to register'),
  ]);
  const off = await call(`POST ${settings}/disable-enforce-global-key`, { apiKey: admin });
  expect(off.json).toEqual({ globalRegistrationKeyEnforced: false, defaultGlobalRegistrationKey: null });
});

test('admins get the script and the playbook, without a key', async () => {
  const get = (format: 'bash' | 'ansible', query: string, apiKey = admin) =>
    call(`GET autodiscovery-scripts/bzero/${format}`, { apiKey, query });
  const { json } = await get('bash', `?targetNameOption=AwsEc2Metadata&environmentId=${environmentId}`);
  expect(json.autodiscoveryScript).toBe(bash('AwsEc2Metadata'));
  expect((await get('ansible', '')).json.autodiscoveryScript).toContain('- name: Register servers');
  expect((await get('bash', '?targetNameOption=bashhostname')).json.errors).toHaveProperty(
    'targetNameOption',
  );
  expect((await get('bash', '', registrar.secret)).status).toBe(403);
});
