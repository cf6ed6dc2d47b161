import { readdirSync } from 'node:fs';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lockAnswer } from '@/lib/db/locks';
import { inTransaction } from '@/lib/db/transaction';
import { type LimitName, takeFrom } from '@/lib/rate-limit';
import { fingerprint } from '@/lib/secrets';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call } from '@/test/api-client';
import {
  type ApiWorld,
  apiConflicts,
  apiExamples,
  type Example,
  makeApiWorld,
  sessionWithoutAccess,
} from '@/test/api-examples';
import { descriptionChecker } from '@/test/check-description';
import { makeOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { dispatch } from './dispatch';
import { endpoints } from './endpoints';
import { describeApi } from './openapi/describe-api';
import {
  isConditional,
  isPaged,
  isRepeatable,
  type Offered,
  statusesOf,
  successOf,
} from './openapi/statuses';

useDatabase();

const offered = endpoints.filter((each): each is Offered => each.contract !== null);
const faultsOf = descriptionChecker(describeApi(endpoints));
/** An Idempotency-Key that the admin's key and the engineer have used. */
const usedKey = 'used';
const missing = '00000000-0000-4000-8000-000000000000';

const tooLarge = JSON.stringify({ moon: 'x'.repeat(1_048_576) });
const limits = globalThis as { bzeroRateLimits?: Map<LimitName, RateLimiterMemory> };

let world: ApiWorld;
let examples: ReturnType<typeof apiExamples>;
let conflicts: ReturnType<typeof apiConflicts>;
let keys: Record<'admin' | 'user' | 'exhausted' | 'withoutSlack', { id: string; secret: string }>;

beforeAll(async () => {
  world = await makeApiWorld();
  examples = apiExamples(world);
  conflicts = apiConflicts(world);
  const { ctx } = world.organization.admin;
  const withoutSlack = await makeOrganization(false);
  keys = {
    admin: await createApiKey(ctx, { name: 'terraform', role: 'Admin' }),
    user: await createApiKey(ctx, { name: 'reader', role: 'User' }),
    exhausted: await createApiKey(ctx, { name: 'exhausted', role: 'Admin' }),
    withoutSlack: await createApiKey(withoutSlack.admin.ctx, { name: 'terraform', role: 'Admin' }),
  };
  for (const name of ['POST environments', 'POST access/requests'] as const) {
    const { token, body } = await exampleOf(name);
    const caller = token ? { token } : { apiKey: keys.admin.secret };
    const { status } = await call(name, { ...caller, body, headers: { 'idempotency-key': usedKey } });
    expect(status).toBe(201);
  }
});

// The walk makes more calls than one key can in a minute.
beforeEach(() => {
  limits.bzeroRateLimits?.clear();
});

async function exampleOf(name: string): Promise<Example> {
  const make = examples[name];
  if (!make) throw new Error(`${name} has no example in test/api-examples.ts`);
  return make();
}

type Sent = Example & { apiKey?: string | null; text?: string; headers?: Record<string, string> };

/** Calls an operation, by default with the admin's key, and holds the answer against the description. */
async function send({ method, path }: Pick<Offered, 'method' | 'path'>, sent: Sent) {
  const { token, apiKey = keys.admin.secret, params = {}, query = '', headers = {} } = sent;
  const text = sent.text ?? (sent.body && JSON.stringify(sent.body));
  const address = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  const credential = token ? { authorization: `Bearer ${token}` } : apiKey ? { 'x-api-key': apiKey } : {};
  const response = await dispatch(
    new Request(`http://localhost/api/v2/${address}${query}`, {
      method,
      headers: { ...(text && { 'content-type': 'application/json' }), ...credential, ...headers },
      ...(text !== undefined && { body: text }),
    }),
  );
  const answer = { status: response.status, headers: response.headers, text: await response.text() };
  expect(faultsOf(method, `/${path}`, answer)).toEqual([]);
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return { ...answer, json: isJson ? JSON.parse(answer.text) : undefined };
}

/** Leaves nothing of a limit. */
async function exhaust(name: LimitName, key: string): Promise<void> {
  await takeFrom(name, key);
  await limits.bzeroRateLimits?.get(name)?.block(key, 60);
}

/** The same call about things that don't exist. */
function about({ path }: Offered, good: Example): Sent[] {
  if (!path.includes('{')) return [{ ...good, body: { ...good.body, targetId: missing } }];
  const names = Object.keys(good.params ?? {});
  return [missing, 'no-uuid'].map((id) => ({
    ...good,
    params: Object.fromEntries(names.map((each) => [each, id])),
  }));
}

/** The 404 of operations where it does not follow from an id. */
const missed: Readonly<Record<string, () => Sent[]>> = {
  'GET mfa/{id}': () => [{ params: { id: 'no-uuid' } }],
  // Who signs in does not learn which accounts exist.
  'POST service-accounts/{id}/token': () => [{ params: { id: 'no-uuid' }, body: { token: 'x' } }],
  'GET organization/integrations/slack': () => [{ apiKey: keys.withoutSlack.secret }],
};

const ofAnother = '?userEmail=admin@acme.test';
const asReader = (query: string) => (good: Example) => ({ ...good, query, apiKey: keys.user.secret });
/** An API key with the role Admin has no access of its own, and decides nothing. */
const asProgram = (good: Example) => ({ ...good, apiKey: keys.admin.secret });

/** The 403 of operations that do not refuse a key with the role User as such. */
const forbidden: Readonly<Record<string, (good: Example) => Sent | Promise<Sent>>> = {
  'POST access/check': (good) => ({
    ...good,
    body: { ...good.body, userEmail: 'admin@acme.test' },
    apiKey: keys.user.secret,
  }),
  'GET access/requests': asReader('?whose=all'),
  'GET connections/db': asReader(ofAnother),
  'GET connections/kube': asReader(ofAnother),
  'GET connections/rdp': asReader(ofAnother),
  'GET connections/sqlserver': asReader(ofAnother),
  'GET targets': asReader(ofAnother),
  'PATCH access/requests/{id}/cancel': asProgram,
  'PATCH access/requests/{id}/end': asProgram,
  'POST connections/universal': asProgram,
  'POST connections/db': asProgram,
  'POST connections/kube': asProgram,
  'POST connections/web': asProgram,
  'POST connections/shell': asProgram,
  'POST connections/{id}/credential': async (good) => ({ ...good, ...(await sessionWithoutAccess(world)) }),
  'GET service-accounts/me': asProgram,
};

/** What single operations answer besides. */
const special: Readonly<Record<string, { status: number; sent: (good: Example) => Promise<Sent> }>> = {
  'GET openapi.json': {
    status: 304,
    sent: async () => {
      const etag = (await call('GET openapi.json')).headers.get('etag') ?? '';
      return { headers: { 'if-none-match': etag } };
    },
  },
  'GET access/requestable/{id}': {
    status: 409,
    sent: async (good) => ({ ...good, params: { id: world.ids.server } }),
  },
  'POST zli/token': {
    status: 429,
    sent: async () => {
      await exhaust('device-code', fingerprint('code'));
      return { body: { deviceCode: 'code' } };
    },
  },
};

describe.each(offered.map((each) => [`${each.method} ${each.path}`, each] as const))(
  '%s',
  (name, operation) => {
    const { contract } = operation;
    const hasStatus = (status: number) => statusesOf(operation).includes(status);
    const example = () => exampleOf(name);
    const expectError = async (status: number, sent: Sent) => {
      const answer = await send(operation, sent);
      expect([answer.status, answer.json?.errorMsg]).toEqual([status, expect.any(String)]);
      return answer.json;
    };

    test('answers as described', async () => {
      const good = await example();
      const { status, json } = await send(operation, good);
      expect([status, json?.errorMsg]).toEqual([successOf(operation), undefined]);
      if (operation.method === 'GET') {
        const page = await send(operation, { ...good, query: '?limit=1' });
        expect(page.status).toBe(isPaged(operation) ? 200 : 400);
      }
      if (contract.forEveryone === true) {
        const asUser = await send(operation, { ...good, apiKey: keys.user.secret });
        expect(asUser.status).toBe(successOf(operation));
      }
    });

    // What is refused changes nothing, so one thing is enough for all of it.
    test('refuses as described', async () => {
      const good = await example();
      const { errors } = await expectError(400, { ...good, query: '?moon=1' });
      expect(Object.keys(errors)).toContain('moon');
      if (contract.body) {
        const unknown = await expectError(400, { ...good, body: { ...good.body, moon: 1 } });
        expect(Object.keys(unknown.errors)).toEqual(['moon']);
        await expectError(413, { ...good, text: tooLarge });
        await expectError(415, { ...good, text: '{}', headers: { 'content-type': 'text/plain' } });
      }
      if (isConditional(operation))
        await expectError(412, { ...good, headers: { 'if-match': `"${good.params?.id}.0"` } });
      if (hasStatus(404))
        for (const sent of missed[name]?.() ?? about(operation, good)) await expectError(404, sent);
      const conflict = conflicts[name];
      if (conflict) await expectError(409, await conflict());
      const other = special[name];
      if (other) expect((await send(operation, await other.sent(good))).status).toBe(other.status);
      if (contract.isOpen) return;
      const { token: _, ...anonymous } = good;
      await expectError(401, { ...anonymous, apiKey: null });
      await expectError(401, { ...anonymous, apiKey: 'nonsense' });
      await exhaust('token', keys.exhausted.id);
      await expectError(429, { ...anonymous, apiKey: keys.exhausted.secret });
      if (hasStatus(403)) {
        const sent = (await forbidden[name]?.(anonymous)) ?? { ...anonymous, apiKey: keys.user.secret };
        await expectError(403, sent);
      }
    });

    if (isRepeatable(operation))
      test('repeats as described', async () => {
        const good = await example();
        const headers = { 'idempotency-key': name.replaceAll(' ', '-') };
        const callerId = good.token ? world.engineer.id : keys.admin.id;
        const owner = { organizationId: world.organization.id, callerId, key: headers['idempotency-key'] };
        await inTransaction(async (tx) => {
          expect(await lockAnswer(tx, owner)).toBe(true);
          await expectError(409, { ...good, headers });
        });
        const first = await send(operation, { ...good, headers });
        const again = await send(operation, { ...good, headers });
        expect([first.status, again.status]).toEqual([successOf(operation), successOf(operation)]);
        expect(again.headers.get('idempotency-replayed')).toBe('true');
        await expectError(422, { ...(await example()), headers: { 'idempotency-key': usedKey } });
      });
  },
);

test('a path refuses the methods that are not described', async () => {
  for (const path of new Set(endpoints.map((each) => each.path))) {
    const allow = endpoints.filter((each) => each.path === path).map(({ method }) => method);
    const { status, headers, json } = await call(`PUT ${path}`, {
      params: { id: missing, idOrEmail: missing },
    });
    expect([status, json.errorType]).toEqual([405, 'method-not-allowed']);
    expect(headers.get('allow')).toBe([...allow, 'OPTIONS'].join(', '));
  }
});

test('what is not described is not offered, except to the proxies of web apps', async () => {
  const others = endpoints.filter(({ contract }) => contract === null);
  for (const { method, path } of others) {
    const { status } = await call(`${method} ${path}`, {
      apiKey: keys.admin.secret,
      params: { id: missing },
    });
    // 404 is for recordings, of which there are none.
    expect(path.startsWith('session-recordings') ? 404 : 501).toBe(status);
  }
  expect(readdirSync('app/api/v2').sort()).toEqual(['[[...path]]', 'web']);
});

test('the description is served as it is generated, and each example is of an operation', async () => {
  const { status, json } = await call('GET openapi.json');
  expect([status, json]).toEqual([200, describeApi(endpoints)]);
  const names = offered.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(examples).sort()).toEqual(names.sort());
  const canConflict = offered.filter(
    (each) => ['PATCH', 'DELETE'].includes(each.method) && statusesOf(each).includes(409),
  );
  expect(Object.keys(conflicts).sort()).toEqual(
    canConflict.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});
