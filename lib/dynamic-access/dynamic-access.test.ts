import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { claimStop } from '@/lib/db/connections/machines';
import { env } from '@/lib/env';
import { handlers } from '@/lib/jobs/handlers';
import { createPolicy } from '@/lib/policies/create-policy';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import {
  asRoot,
  childDraft,
  jitPolicyDraft,
  makeEnvironment,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
  uniqueName,
} from '@/test/factories';
import { runDueJobs } from '@/test/run-due-jobs';
import { useDatabase } from '@/test/use-database';

const { pass, asOwner } = useDatabase();

const sharedSecret = 'a secret: of the provisioning server';
type Called = { path: string; method: string; authorization: string | undefined; body: unknown };

let organization: TestOrganization;
let engineer: TestPerson;
let environmentId: string;
let apiKey: string;
let token: string;
let server: Server;
let origin: string;
/** What the provisioning server was asked. */
let called: Called[] = [];
/** What it does with a path, instead of what it usually does. */
let answers: Record<string, { status: number; body?: string; before?: () => Promise<unknown> }> = {};

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
  environmentId = await makeEnvironment(organization.id);
  apiKey = (await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' })).secret;
  let machines = 0;
  server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const path = request.url ?? '';
      const { authorization } = request.headers;
      called.push({ path, method: request.method ?? '', authorization, body: body && JSON.parse(body) });
      const other = answers[path];
      await other?.before?.();
      const isOurs = authorization === `Basic ${Buffer.from(sharedSecret).toString('base64')}`;
      const usual = path === '/start' ? JSON.stringify({ uniqueId: `machine-${++machines}` }) : '';
      response.writeHead(other?.status ?? (isOurs ? 200 : 401), { location: `${origin}/elsewhere` });
      response.end(other?.body ?? usual);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

const signInAgain = async () => {
  token = await tokenOf(engineer);
};
beforeEach(signInAgain);
afterAll(() => void server.close());
afterEach(async () => {
  answers = {};
  await runJobs();
  called = [];
});

const draft = (changes: object = {}) => ({
  name: uniqueName('machines'),
  environmentId,
  startWebhook: `${origin}/start`,
  stopWebhook: `${origin}/stop`,
  healthWebhook: `${origin}/health`,
  sharedSecret,
  ...changes,
});

const create = (body: object, headers = {}) => call('POST targets/dynamic-access', { apiKey, body, headers });
const read = async (id: string) =>
  (await call('GET targets/dynamic-access/{id}', { apiKey, params: { id } })).json;
const patch = (id: string, body: object) =>
  call('PATCH targets/dynamic-access/{id}', { apiKey, params: { id }, body });

/** A dynamic server on which the engineer has standing access as root. */
async function made(changes: object = {}): Promise<string> {
  const { id } = (await create(draft(changes))).json;
  await createPolicy(
    organization.admin.ctx,
    childDraft({ subjectIds: [engineer.id], targetIds: [id], verbs: ['Shell', 'RDP'] }),
  );
  await runJobs();
  called = [];
  return id;
}

const connect = (targetId: string, more: object = {}) =>
  call('POST connections/universal', { token, body: { targetId, targetUser: 'root', ...more } });
const session = async (id: string) =>
  (await call('GET connections/dynamic-access/{id}', { token, params: { id } })).json;
const close = (id: string) => call('PATCH connections/{id}/close', { token, params: { id } });
const certify = (id: string) =>
  call('POST connections/{id}/credential', {
    token,
    params: { id },
    body: { publicKey: makeKeyPair().publicLine },
  });
const register = (activationToken: string, host = '10.0.0.9') =>
  call('POST targets/bzero/registrations', {
    apiKey: activationToken,
    body: { name: 'ignored', host, port: 2222, hostKeys: [hostKey], environmentId },
  });
const hostKey = makeKeyPair().publicLine;
const lastActivationToken = () => {
  const start = called.findLast(({ path }) => path === '/start');
  return z.object({ activationToken: z.string() }).parse(start?.body).activationToken;
};
/** Runs what is due, except what goes to Slack. */
const runJobs = () => runDueJobs(['call-provisioner', 'check-provisioner', 'recheck-connections']);
const paths = () => called.map(({ path }) => path);

/** The session of the engineer, whose machine the provisioning server has started. */
async function started(targetId: string): Promise<{ id: string; activationToken: string }> {
  const { json } = await connect(targetId);
  await runJobs();
  return { id: json.connectionId, activationToken: lastActivationToken() };
}

test('a configuration is created, read, changed and deleted, and its secret never told', async () => {
  const body = draft();
  const created = await create(body);
  expect(created).toMatchObject({ status: 201, json: { id: expect.any(String) } });
  const { id } = created.json;
  const { sharedSecret: _, ...plain } = body;
  const shown = { id, ...plain, allowedTargetUsers: [], allowedVerbs: [], status: 'Offline' };
  expect(await read(id)).toEqual(shown);
  await runJobs();
  expect(await read(id)).toEqual({ ...shown, status: 'Online' });
  expect(called).toEqual([
    {
      path: '/health',
      method: 'GET',
      authorization: `Basic ${Buffer.from(sharedSecret).toString('base64')}`,
      body: '',
    },
  ]);
  expect((await create(body)).status).toBe(409);

  // What is left out or null stays: the secret too.
  const name = uniqueName('renamed');
  expect((await patch(id, { name, sharedSecret: null })).status).toBe(204);
  expect((await patch(id, { stopWebhook: 'https://machines.acme.test/stop', sharedSecret })).status).toBe(
    204,
  );
  await runJobs();
  expect(await read(id)).toMatchObject({
    name,
    status: 'Online',
    startWebhook: plain.startWebhook,
    stopWebhook: 'https://machines.acme.test/stop',
  });
  expect((await patch(id, { startWebhook: plain.startWebhook })).status).toBe(204);
  expect((await read(id)).status).toBe('Online');
  expect((await patch(id, { sharedSecret: 'another one' })).status).toBe(204);
  await runJobs();
  expect(await database().prisma.target.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'Error',
  });
  expect((await read(id)).status).toBe('Offline');

  const { rows } = await database().pool.query(
    `SELECT (SELECT jsonb_agg(to_jsonb(a)) FROM "audit_event" a WHERE a."target_id" = $1)::text AS log,
       (SELECT to_jsonb(d) FROM "dynamic_access" d WHERE d."target_id" = $1)::text AS stored`,
    [id],
  );
  for (const secret of [sharedSecret, 'another one ', Buffer.from(sharedSecret).toString('hex')])
    expect(JSON.stringify(rows)).not.toContain(secret);
  expect(rows[0]?.log).toContain('sharedSecret');

  expect((await call('DELETE targets/dynamic-access/{id}', { apiKey, params: { id } })).status).toBe(204);
  expect((await read(id)).errorType).toBe('not-found');
  expect((await create({ ...body, name })).status).toBe(201);
});

test('a POST that is repeated creates one configuration', async () => {
  const body = draft();
  const headers = { 'idempotency-key': uniqueName('key').replace(' ', '-') };
  const first = await create(body, headers);
  expect((await create(body, headers)).json).toEqual(first.json);
  expect(await database().prisma.target.count({ where: { name: body.name } })).toBe(1);
});

test('what a webhook cannot be is refused by name, and nothing is created', async () => {
  const count = () => database().prisma.target.count();
  const before = await count();
  for (const [field, value] of [
    ['startWebhook', 'http://machines.acme.test/start'],
    ['startWebhook', 'ftp://machines.acme.test/start'],
    ['stopWebhook', 'https://admin:secret@machines.acme.test/'],
    ['stopWebhook', 'https://machines.acme.test/#fragment'],
    ['healthWebhook', 'machines'],
    ['healthWebhook', `https://machines.acme.test/${'a'.repeat(2000)}`],
    ['sharedSecret', 'two\nlines'],
    ['environmentId', '00000000-0000-4000-8000-000000000000'],
    ['name', ''],
    ['host', 'host.acme.test'],
  ]) {
    const { status, json } = await create(draft({ [field as string]: value }));
    expect([status, ...Object.keys(json.errors)]).toEqual([400, field]);
  }
  expect((await create(draft({ stopWebhook: undefined }))).json.errors).toHaveProperty('stopWebhook');
  expect(await count()).toBe(before);
  const id = (await makeTarget(organization.id, { type: 'DynamicAccessConfig', environmentId })).id;
  const one = await patch(id, { startWebhook: `${origin}/start` });
  expect(Object.keys(one.json.errors)).toEqual(['stopWebhook', 'healthWebhook']);
  const { startWebhook, stopWebhook, healthWebhook } = draft();
  expect((await patch(id, { startWebhook, stopWebhook, healthWebhook })).status).toBe(204);
  expect(await read(id)).toMatchObject({ startWebhook, stopWebhook, healthWebhook });
});

test('only admins create, change and see webhooks', async () => {
  const id = await made();
  const other = await call('POST targets/dynamic-access', { token, body: draft() });
  expect(other.status).toBe(403);
  const changed = await call('PATCH targets/dynamic-access/{id}', {
    token,
    params: { id },
    body: { name: 'x' },
  });
  expect(changed.status).toBe(403);
  const { json } = await call('GET targets/dynamic-access', { token });
  expect(json.find((each: { id: string }) => each.id === id)).toMatchObject({
    startWebhook: '',
    allowedTargetUsers: [{ userName: 'root' }],
  });
});

test('the status follows the health webhook', async () => {
  const id = await made();
  const status = async () => (await database().prisma.target.findUniqueOrThrow({ where: { id } })).status;
  const check = async () => {
    await pass(1);
    await handlers['check-due-provisioners']({});
  };
  expect(await status()).toBe('Online');
  for (const [answer, expected] of [
    [{ status: 500 }, 'Error'],
    // It follows no redirect.
    [{ status: 302 }, 'Error'],
    [{ status: 200, body: 'x'.repeat(100_000) }, 'Offline'],
    [{ status: 204 }, 'Online'],
  ] as const) {
    answers = { '/health': answer };
    await check();
    expect(await status()).toBe(expected);
  }
  expect(paths()).not.toContain('/elsewhere');
  answers = { '/health': { status: 200 } };
  await patch(id, { healthWebhook: 'http://127.0.0.1:1/health', sharedSecret });
  await runJobs();
  expect(await status()).toBe('Offline');
  // Checked less than half a minute ago.
  called = [];
  await handlers['check-due-provisioners']({});
  expect(called).toEqual([]);
});

test('an address of this machine or of a metadata service is not called', async () => {
  const allowed = env().allowedProbes;
  Object.assign(env(), { allowedProbes: [] });
  try {
    const { id } = (await create(draft())).json;
    await runJobs();
    expect(called).toEqual([]);
    expect((await read(id)).status).toBe('Offline');
  } finally {
    Object.assign(env(), { allowedProbes: allowed });
  }
});

test('people can request access to it, and a session starts a machine that is stopped with it', async () => {
  const { id: targetId } = (await create(draft())).json;
  const { ctx } = organization.admin;
  const child = await createPolicy(ctx, childDraft({ targetIds: [targetId] }));
  const jit = { subjectIds: [engineer.id], childIds: [child.id], automaticallyApproved: true, duration: 60 };
  await createPolicy(ctx, jitPolicyDraft(jit));
  const requestable = await call('GET access/requestable/{id}', { token, params: { id: targetId } });
  expect(requestable.status).toBe(200);
  expect((await connect(targetId)).json).toMatchObject({ errorType: 'no-access' });
  await submitRequest(engineer.ctx, asRoot({ id: targetId }));
  await runJobs();
  called = [];

  const opened = await connect(targetId);
  expect(opened).toMatchObject({ status: 201, json: { isStarting: true, remoteHost: '', jit: true } });
  const id = opened.json.connectionId;
  expect(await session(id)).toMatchObject({
    connectionState: 'Pending',
    dynamicAccessTargetState: 'Starting',
    provisioningServerUniqueId: '',
  });
  await runJobs();
  const activationToken = lastActivationToken();
  expect(called[0]).toMatchObject({
    path: '/start',
    method: 'POST',
    authorization: `Basic ${Buffer.from(sharedSecret).toString('base64')}`,
    body: { serviceUrl: env().publicUrl.origin, activationToken: expect.any(String), environmentId },
  });
  const { provisioningServerUniqueId: uniqueId, ...pending } = await session(id);
  expect(pending).toMatchObject({ connectionState: 'Pending', dynamicAccessTargetState: 'Started' });
  expect(uniqueId).toMatch(/^machine-\d+$/);
  expect((await certify(id)).json).toMatchObject({ errorType: 'unreachable' });

  const script = await register(activationToken);
  expect(script).toMatchObject({ status: 200, json: expect.stringContaining(`bz:${id}:root`) });
  expect(script.json).not.toContain(targetId);
  expect(await session(id)).toMatchObject({
    connectionState: 'Open',
    remoteHost: '10.0.0.9',
    remotePort: 2222,
    serverIdentity: hostKey,
  });
  expect((await certify(id)).json.principals).toEqual([`bz:${id}:root`]);
  // Once, and for nothing else.
  expect((await register(activationToken)).status).toBe(401);
  expect((await call('GET targets', { apiKey: activationToken })).status).toBe(401);

  // The access ends, not only the session.
  await pass(61);
  await signInAgain();
  called = [];
  await handlers.sweep({});
  await runJobs();
  expect(called).toMatchObject([{ path: '/stop', method: 'POST', body: { uniqueId } }]);
  expect(await session(id)).toMatchObject({
    connectionState: 'Closed',
    dynamicAccessTargetState: 'Stopped',
    provisioningServerUniqueId: uniqueId,
  });
  const { rows } = await database().pool.query(
    `SELECT "action" FROM "audit_event" WHERE "target_id" = $1 AND "action" LIKE '%-machine' ORDER BY "id"`,
    [targetId],
  );
  expect(rows.map(({ action }) => action).sort()).toEqual([
    'register-machine',
    'start-machine',
    'stop-machine',
  ]);
});

test('each session has a machine of its own, which no certificate of another one opens', async () => {
  const targetId = await made();
  const [first, second] = [await started(targetId), await started(targetId)];
  expect(paths()).toEqual(['/start', '/start']);
  await register(first.activationToken, '10.0.0.1');
  await register(second.activationToken, '10.0.0.2');
  expect((await session(first.id)).remoteHost).toBe('10.0.0.1');
  expect((await session(second.id)).remoteHost).toBe('10.0.0.2');
  const principals = async (id: string) => (await certify(id)).json.principals;
  expect(await principals(first.id)).not.toEqual(await principals(second.id));
  await close(first.id);
  await runJobs();
  expect(await session(second.id)).toMatchObject({ connectionState: 'Open' });
  await close(second.id);
});

test('a machine that can’t be started closes its session, and says so', async () => {
  const targetId = await made();
  for (const [answer, error] of [
    [{ status: 503, body: '<script>' }, 'The start webhook answered 503.'],
    [{ status: 200, body: '{"uniqueId": 7}' }, 'The start webhook answered without a uniqueId.'],
    [{ status: 200, body: 'no JSON' }, 'The start webhook answered without a uniqueId.'],
  ] as const) {
    answers = { '/start': answer };
    const { id } = await started(targetId);
    expect(await session(id)).toMatchObject({
      connectionState: 'Error',
      dynamicAccessTargetState: 'StartError',
      provisioningServerErrorMessage: error,
    });
    expect((await certify(id)).json.errorType).toBe('already-ended');
  }
  expect(paths()).not.toContain('/stop');
});

test('a start that is answered after the end of its session is followed by a stop', async () => {
  const targetId = await made();
  const { connectionId: id } = (await connect(targetId)).json;
  answers = { '/start': { status: 200, body: '{"uniqueId":"late"}', before: () => close(id) } };
  await runJobs();
  expect(called.map(({ path, body }) => [path, body]).at(-1)).toEqual(['/stop', { uniqueId: 'late' }]);
  expect(await session(id)).toMatchObject({ dynamicAccessTargetState: 'Stopped' });
});

test('a session that ends before its machine is started starts none', async () => {
  const targetId = await made();
  const { connectionId: id } = (await connect(targetId)).json;
  await close(id);
  await runJobs();
  expect(called).toEqual([]);
  expect(await session(id)).toMatchObject({ dynamicAccessTargetState: 'Stopped', connectionState: 'Closed' });
});

test('a stop is repeated until it succeeds, also when its job is lost', async () => {
  const targetId = await made();
  const { id, activationToken } = await started(targetId);
  answers = { '/stop': { status: 500 } };
  await close(id);
  await runJobs();
  expect(await session(id)).toMatchObject({
    dynamicAccessTargetState: 'StopError',
    provisioningServerErrorMessage: 'The stop webhook answered 500.',
  });
  // Its session has ended.
  expect((await register(activationToken)).status).toBe(401);
  await database().pool.query(`DELETE FROM pgboss.job WHERE name = 'call-provisioner'`);
  answers = {};
  await handlers.sweep({});
  await runJobs();
  expect(await session(id)).toMatchObject({ dynamicAccessTargetState: 'StopError' });
  await pass(5);
  await handlers.sweep({});
  await runJobs();
  expect(await session(id)).toMatchObject({
    dynamicAccessTargetState: 'Stopped',
    provisioningServerErrorMessage: '',
  });
});

test('machines that do not come are given up: no answer, and no registration in time', async () => {
  const targetId = await made();
  const { id, activationToken } = await started(targetId);
  const { connectionId: lost } = (await connect(targetId)).json;
  // The process stopped when it had called the start webhook.
  await database().pool.query(
    `UPDATE "dynamic_machine" SET "started_at" = now(), "due_at" = NULL WHERE "connection_id" = $1`,
    [lost],
  );
  await runJobs();
  await pass(3);
  await handlers.sweep({});
  expect(await session(lost)).toMatchObject({
    connectionState: 'Error',
    provisioningServerErrorMessage: 'The start webhook did not answer in time.',
  });
  expect(await session(id)).toMatchObject({ connectionState: 'Pending' });
  await pass(15);
  expect((await register(activationToken)).status).toBe(401);
  called = [];
  await handlers.sweep({});
  await runJobs();
  expect(paths().filter((path) => path !== '/health')).toEqual(['/stop']);
  expect(await session(id)).toMatchObject({ connectionState: 'Closed', dynamicAccessTargetState: 'Stopped' });
});

test('no machine is started for RDP, which could not reach it', async () => {
  const targetId = await made();
  expect((await connect(targetId, { verbType: 'RDP' })).json).toMatchObject({ errorType: 'unreachable' });
  await runJobs();
  expect(called).toEqual([]);
});

test('a stored secret is not sent to another server', async () => {
  const id = await made();
  const healthWebhook = 'http://127.0.0.1:1/health';
  for (const kept of [{}, { sharedSecret: null }]) {
    const { status, json } = await patch(id, { healthWebhook, ...kept });
    expect([status, ...Object.keys(json.errors)]).toEqual([400, 'sharedSecret']);
  }
  expect((await patch(id, { healthWebhook: `${origin}/other` })).status).toBe(204);
  expect((await patch(id, { healthWebhook, sharedSecret: 'for both' })).status).toBe(204);
  // One of its webhooks is there already.
  expect((await patch(id, { stopWebhook: 'http://127.0.0.1:1/stop' })).status).toBe(204);
  expect((await patch(id, { sharedSecret: '' })).status).toBe(204);
  expect((await patch(id, { healthWebhook: 'http://127.0.0.1:2/health' })).status).toBe(204);
});

test('a machine has one chain of stop calls, which a process that dies does not end', async () => {
  const { id } = await started(await made());
  answers = { '/stop': { status: 500 } };
  called = [];
  await close(id);
  const about = { organizationId: organization.id, connectionId: id };
  await Promise.all([1, 2].map(() => handlers['call-provisioner'](about)));
  await runJobs();
  await handlers['call-provisioner'](about);
  expect(paths()).toEqual(['/stop']);

  await pass(1);
  expect(await claimStop(about)).toMatch(/^machine-/);
  answers = {};
  await runJobs();
  expect(await session(id)).toMatchObject({ dynamicAccessTargetState: 'StopError' });
  await pass(4);
  await handlers.sweep({});
  await runJobs();
  expect(await session(id)).toMatchObject({ dynamicAccessTargetState: 'Stopped' });
});

test('the stop webhook stays while machines run, and can be corrected when they can’t be stopped', async () => {
  const targetId = await made();
  const { id } = await started(targetId);
  const corrected = { stopWebhook: `${origin}/corrected` };
  expect(await patch(targetId, { ...corrected, name: 'not this either' })).toMatchObject({
    status: 409,
    json: { errorType: 'in-use', errorMsg: expect.stringContaining('1 session ') },
  });
  expect(await read(targetId)).toMatchObject({ stopWebhook: `${origin}/stop` });
  expect((await patch(targetId, { healthWebhook: `${origin}/healthy` })).status).toBe(204);
  answers = { '/stop': { status: 500 } };
  await close(id);
  await runJobs();
  expect((await patch(targetId, corrected)).status).toBe(204);
  await pass(1);
  await runJobs();
  expect(paths()).toContain('/corrected');
  expect(await session(id)).toMatchObject({ dynamicAccessTargetState: 'Stopped' });
});

test('a machine that can’t be given up does not keep the others', async () => {
  const targetId = await made();
  const [stuck, other] = [await started(targetId), await started(targetId)];
  await pass(16);
  await signInAgain();
  await asOwner(`
    CREATE FUNCTION "fail"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'stuck'; END $$;
    CREATE TRIGGER "stuck" BEFORE UPDATE ON "dynamic_machine" FOR EACH ROW
      WHEN (OLD."connection_id" = '${stuck.id}') EXECUTE FUNCTION "fail"()`);
  await handlers.sweep({});
  await asOwner('DROP FUNCTION "fail" CASCADE');
  expect(await session(other.id)).toMatchObject({ connectionState: 'Closed' });
  expect(await session(stuck.id)).toMatchObject({ connectionState: 'Pending' });
  await handlers.sweep({});
  expect(await session(stuck.id)).toMatchObject({ connectionState: 'Closed' });
});
