import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { deleteExpiredRows } from '@/lib/db/expired-rows';
import { lockForRuleChange } from '@/lib/db/locks';
import { inOneTransaction, inTransaction } from '@/lib/db/transaction';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { programBundle } from '@/server/bundle-server';
import { call, tokenOf } from '@/test/api-client';
import { eventsNamed } from '@/test/assertions';
import { countWaiting } from '@/test/count-waiting';
import { makeOrganization, makeRequestable, signIn, type TestOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';

const { pass, asOwner, urls } = useDatabase();
let organization: TestOrganization;
let apiKey: string;
let count = 0;
let key: string;
let name: string;

beforeAll(async () => {
  organization = await makeOrganization();
  apiKey = (await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' })).secret;
});

beforeEach(() => {
  count += 1;
  key = `key-${count}`;
  name = `policy ${count}`;
});

/** Creates a policy with the key of this test. */
function create(options: { name?: string; key?: string; apiKey?: string; path?: string } = {}) {
  const path = options.path ?? 'policies/proxy';
  const headers = { 'idempotency-key': options.key ?? key };
  return call(`POST ${path}`, {
    apiKey: options.apiKey ?? apiKey,
    headers,
    body: { name: options.name ?? name },
  });
}

async function countPolicies(named = name): Promise<number> {
  return database().prisma.policy.count({ where: { organizationId: organization.id, name: named } });
}

test('a repeated call gets the first answer, and nothing happens twice', async () => {
  const first = await create();
  expect(first.status).toBe(201);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  const events = (await eventsNamed(organization.id, 'create-policy')).length;
  await call('PATCH policies/proxy/{id}', {
    apiKey,
    params: { id: first.json.id },
    body: { description: 'x' },
  });
  const again = await create();
  expect(again).toMatchObject({ status: 201, json: first.json });
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await countPolicies()).toBe(1);
  expect(await eventsNamed(organization.id, 'create-policy')).toHaveLength(events);
});

test('another body or address with the same key is 422; another caller has keys of their own', async () => {
  await create();
  for (const options of [{ name: `${name} b` }, { path: 'policies/kubernetes' }])
    expect(await create(options)).toMatchObject({ status: 422, json: { errorType: 'key-reused' } });
  const other = await createApiKey(organization.admin.ctx, { name: `other ${count}`, role: 'Admin' });
  expect((await create({ apiKey: other.secret, name: `${name} b` })).status).toBe(201);
  const stranger = await makeOrganization();
  const foreign = await createApiKey(stranger.admin.ctx, { name: 'terraform', role: 'Admin' });
  const answer = await create({ apiKey: foreign.secret });
  expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([201, null]);
});

test('a refused call keeps nothing, so it can be repeated when its reason is gone', async () => {
  const taken = await call('POST policies/kubernetes', { apiKey, body: { name } });
  expect((await create()).status).toBe(409);
  expect((await create()).json).toMatchObject({ errorType: 'name-taken' });
  await call('DELETE policies/kubernetes/{id}', { apiKey, params: { id: taken.json.id } });
  expect((await create()).status).toBe(201);
});

test.each(['', ' ', 'a b', 'ü', 'x'.repeat(256)])(
  'the key %j is refused by the name of its header',
  async (bad) => {
    const { status, json } = await create({ key: bad });
    expect(status).toBe(400);
    expect(Object.keys(json.errors)).toEqual(['Idempotency-Key']);
    expect(await countPolicies()).toBe(0);
  },
);

test('a secret is not kept, and the repeated answer says so', async () => {
  const post = () =>
    call('POST api-keys', { apiKey, headers: { 'idempotency-key': key }, body: { name: `key ${count}` } });
  const first = await post();
  expect(first).toMatchObject({ status: 201, json: { secret: expect.any(String) } });
  const again = await post();
  expect(again).toMatchObject({
    status: 201,
    json: { ...first.json, secret: null, message: expect.stringContaining('not kept') },
  });
  const { rows } = await asOwner('SELECT a::text AS row FROM "api_answer" a');
  expect(rows.map(({ row }) => row).join()).not.toContain(first.json.secret);
});

test('while the first call runs, a repeated one is 409 at once', async () => {
  let finish = () => {};
  const busy = inTransaction(async (tx) => {
    await lockForRuleChange(tx, organization.id);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  await expect.poll(() => String(finish)).not.toBe('() => {}');
  const first = create();
  await expect.poll(countWaiting).toBe(1);
  const meanwhile = await create();
  expect(meanwhile).toMatchObject({ status: 409, json: { errorType: 'still-running' } });
  expect(meanwhile.headers.get('retry-after')).toBe('1');
  finish();
  await busy;
  expect((await first).status).toBe(201);
  expect((await create()).json).toEqual((await first).json);
});

test('of many calls at once, one runs and the others get its answer or 409', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => create()));
  const statuses = answers.map(({ status }) => status);
  expect(statuses).toContain(201);
  expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
  expect(new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.id)).size).toBe(1);
  expect(await countPolicies()).toBe(1);
});

test('an answer is kept for 24 hours, whether or not it was deleted since', async () => {
  const first = await create();
  await pass(23 * 60);
  await deleteExpiredRows();
  expect((await create()).json).toEqual(first.json);
  await pass(61);
  await call('DELETE policies/proxy/{id}', { apiKey, params: { id: first.json.id } });
  const later = await create();
  expect(later.status).toBe(201);
  expect(later.json.id).not.toBe(first.json.id);
  expect((await create()).json).toEqual(later.json);
  await pass(24 * 60);
  await deleteExpiredRows();
  expect((await asOwner('SELECT 1 FROM "api_answer"')).rows).toEqual([]);
});

const waitHere = 'SELECT pg_advisory_xact_lock(42)';
const deferred = 'CONSTRAINT TRIGGER "stop" AFTER INSERT';

describe('a call whose process is killed', () => {
  const program = `test-results/call-policies-${process.pid}.mjs`;
  const env = () => ({ ...process.env, DATABASE_URL: urls().url });
  beforeAll(async () => {
    await build(programBundle('test/call-policies.ts', program));
    await asOwner(`CREATE FUNCTION "stop_here"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NEW; END $$`);
  });
  afterAll(async () => {
    rmSync(program);
    await asOwner('DROP FUNCTION "stop_here" CASCADE');
  });

  /** Where it stops: at a table that it can't read yet, or in a trigger that waits. */
  const steps = [
    ['before it claims its key', 0, 'LOCK TABLE "api_token"', null],
    ['after it claimed its key', 0, 'LOCK TABLE "api_answer"', null],
    ['after all writes', 0, waitHere, 'TRIGGER "stop" AFTER INSERT ON "api_answer"'],
    ['while the database commits', 1, waitHere, `${deferred} ON "api_answer" INITIALLY DEFERRED`],
  ] as const;

  test.each(steps)(
    '%s has done all or nothing, and runs once when repeated',
    async (_, done, hold, trigger) => {
      if (trigger) await asOwner(`CREATE ${trigger} FOR EACH ROW EXECUTE FUNCTION "stop_here"()`);
      await inTransaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`;
        await tx.$executeRawUnsafe(hold);
        const child = spawn(process.execPath, [program, apiKey, key, name], { env: env(), stdio: 'ignore' });
        await expect.poll(countStopped, { timeout: 150_000 }).toBe(1);
        child.kill('SIGKILL');
        await once(child, 'exit');
      }, 160_000);
      await expect.poll(countStopped).toBe(0);
      await expect.poll(countBusy).toBe(0);
      if (trigger) await asOwner('DROP TRIGGER "stop" ON "api_answer"');
      expect(await countPolicies()).toBe(done);
      const again = await create();
      expect(again.status).toBe(201);
      expect(again.headers.get('idempotency-replayed')).toBe(done ? 'true' : null);
      expect(await countPolicies()).toBe(1);
      expect((await create()).json).toEqual(again.json);
    },
    180_000,
  );

  test('after its commit and before its answer has done all, and gets its answer when repeated', async () => {
    const child = spawn(process.execPath, [program, apiKey, key, name, 'die'], {
      env: env(),
      stdio: 'ignore',
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await countPolicies()).toBe(1);
    expect((await create()).headers.get('idempotency-replayed')).toBe('true');
    expect(await countPolicies()).toBe(1);
  }, 180_000);
});

/** How many connections wait for a lock. */
async function countStopped(): Promise<number> {
  const { rows } = await database().aside.query(
    `SELECT count(DISTINCT pid)::int AS count FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE NOT granted AND datname = current_database()`,
  );
  return rows[0].count;
}

/** How many other connections are in a transaction. */
async function countBusy(): Promise<number> {
  const { rows } = await database().aside.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
  );
  return rows[0].count;
}

test.each(['policy', 'policy_version', 'audit_event', 'api_answer'])(
  'a call that fails where it writes to %s has done nothing, and the repeated call runs once',
  async (table) => {
    await asOwner(`CREATE FUNCTION "fail_here"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'failed on purpose' USING ERRCODE = '53100'; END $$`);
    await asOwner(
      `CREATE TRIGGER "fail" BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION "fail_here"()`,
    );
    expect((await create()).status).toBe(503);
    await asOwner('DROP FUNCTION "fail_here" CASCADE');
    expect(await countPolicies()).toBe(0);
    expect((await create()).status).toBe(201);
    expect(await countPolicies()).toBe(1);
  },
);

test('a person requests, connects and gets a certificate once', async () => {
  const person = await signIn(organization, `engineer-${count}@acme.test`);
  const { target } = await makeRequestable(organization, [person], { automaticallyApproved: true });
  await database().prisma.target.update({ where: { id: target.id }, data: { host: '10.0.0.1' } });
  const token = await tokenOf(person);
  const twice = async (endpoint: `POST ${string}`, body: object, params = {}) => {
    const headers = { 'idempotency-key': `${key} ${endpoint}`.replaceAll(' ', '-') };
    const first = await call(endpoint, { token, headers, body, params });
    const again = await call(endpoint, { token, headers, body, params });
    expect([first.status, first.json.errorMsg]).toEqual([201, undefined]);
    expect(again).toMatchObject({ status: 201, json: first.json });
    return first.json;
  };
  const spec = { targetId: target.id, targetUser: 'root', verbType: 'Shell' };
  const request = await twice('POST access/requests', { ...spec, reason: 'to restart it' });
  expect(request).toMatchObject({ state: 'Active' });
  const { connectionId } = await twice('POST connections/universal', spec);
  await twice(
    'POST connections/{id}/credential',
    { publicKey: makeKeyPair().publicLine },
    { id: connectionId },
  );
  expect(await database().prisma.credential.count({ where: { connectionId } })).toBe(1);
});

test('a call that changes nothing has no answer to keep', async () => {
  const { rows: before } = await asOwner('SELECT count(*) FROM "api_answer"');
  const headers = { 'idempotency-key': key };
  expect((await call('POST organization/groups/fetch', { apiKey, headers })).status).toBe(200);
  expect((await asOwner('SELECT count(*) FROM "api_answer"')).rows).toEqual(before);
});

describe('one transaction', () => {
  const insert = (named: string) =>
    inTransaction((tx) =>
      tx.environment.create({
        data: { id: crypto.randomUUID(), organizationId: organization.id, name: named },
      }),
    );
  const countNamed = () =>
    database().prisma.environment.count({ where: { organizationId: organization.id, name } });

  test('goes on after a part that failed, and sees what was written before', async () => {
    await inOneTransaction(async () => {
      await insert(name);
      await expect(insert(name)).rejects.toMatchObject({ code: 'P2002' });
      expect(await countNamed()).toBe(1);
    });
    expect(await countNamed()).toBe(1);
  });

  test('undoes every part when it fails, and what goes on in the background does not use it', async () => {
    let continueInBackground = () => {};
    let background: Promise<number> | undefined;
    const failing = inOneTransaction(async () => {
      await insert(name);
      background = new Promise<void>((resolve) => {
        continueInBackground = resolve;
      }).then(countNamed);
      throw new Error('failed on purpose');
    });
    await expect(failing).rejects.toThrow('failed on purpose');
    continueInBackground();
    expect(await background).toBe(0);
  });
});
