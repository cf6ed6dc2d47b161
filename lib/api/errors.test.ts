import { readFileSync } from 'node:fs';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { beforeAll, expect, test } from 'vitest';
import { zliVersionHeader } from '@/lib/core/zli-version';
import { lockAnswer } from '@/lib/db/locks';
import { inTransaction } from '@/lib/db/transaction';
import { takeFrom } from '@/lib/rate-limit';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { revokeApiKey } from '@/lib/tokens/revoke-api-key';
import { call } from '@/test/api-client';
import { makeEnvironment, makeOrganization, makeTarget, type TestOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { dispatch } from './dispatch';

const { asOwner } = useDatabase();
const missing = '00000000-0000-4000-8000-000000000000';

let organization: TestOrganization;
let other: TestOrganization;
let admin: { id: string; secret: string };
let user: { id: string; secret: string };
/** policies of the organization */
let taken: { id: string; etag: string };
let environmentWithTarget: string;

beforeAll(async () => {
  organization = await makeOrganization();
  other = await makeOrganization();
  const { ctx } = organization.admin;
  admin = await createApiKey(ctx, { name: 'terraform', role: 'Admin' });
  user = await createApiKey(ctx, { name: 'reader', role: 'User' });
  const made = await post({ name: 'taken' });
  taken = { id: made.json.id, etag: made.headers.get('etag') ?? '' };
  environmentWithTarget = (await makeTarget(organization.id)).environmentId;
});

type Options = NonNullable<Parameters<typeof call>[1]>;
type Answer = { status: number; headers: Headers; json: { errorType?: string; errors?: object } };

const as = (options: Options = {}): Options => ({ apiKey: admin.secret, ...options });
const post = (body: object, headers = {}) => call('POST policies/proxy', as({ body, headers }));
const list = (query: string) => call('GET policies/proxy', as({ query }));
const patch = (body: object, headers = {}) =>
  call('PATCH policies/proxy/{id}', as({ params: { id: taken.id }, body, headers }));
const get = (path: string, id: string) => call(`GET ${path}/{id}`, as({ params: { id } }));

/** Sends a body as it is. */
async function postText(body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Promise<Answer> {
  const headers = { 'x-api-key': admin.secret, 'content-type': type };
  const request = new Request('http://localhost/api/v2/policies/proxy', { method: 'POST', headers, body });
  const {
    status,
    headers: received,
    json,
  } = await dispatch(request).then(async (answer) => ({
    status: answer.status,
    headers: answer.headers,
    json: await answer.json(),
  }));
  return { status, headers: received, json };
}

/** Creates a policy while the database fails with a code of PostgreSQL. */
async function whileFailing(code: string): Promise<Answer> {
  await asOwner(`CREATE FUNCTION "fail_here"() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'failed on purpose' USING ERRCODE = '${code}'; END $$`);
  await asOwner(
    'CREATE TRIGGER "fail" BEFORE INSERT ON "policy" FOR EACH ROW EXECUTE FUNCTION "fail_here"()',
  );
  const answer = await post({ name: `failed ${code}` });
  await asOwner('DROP FUNCTION "fail_here" CASCADE');
  expect((await list('')).json.map(({ name }: { name: string }) => name)).not.toContain(`failed ${code}`);
  return answer;
}

type Case = { when: string; make: () => Promise<Answer>; fields?: string[]; headers?: string[] };

/** How each row of the table comes about, in its order, and what the answer names. */
const cases: readonly Case[] = [
  {
    when: 'a body has a field that does not exist',
    make: () => post({ name: 'a', subjects: [{ id: missing, color: 'red' }] }),
    fields: ['subjects[0].color'],
  },
  { when: 'a query has a filter that does not exist', make: () => list('?subject=x'), fields: ['subject'] },
  { when: 'a field has another type', make: () => post({ name: 5 }), fields: ['name'] },
  {
    when: 'a value is none of those that exist',
    make: () => post({ name: 'a', targets: [{ id: missing, type: 'db' }] }),
    fields: ['targets[0].type'],
  },
  { when: 'a body has a field twice', make: () => postText('{"name":"a","name":"b"}'), fields: ['name'] },
  {
    when: 'a body is no JSON object in UTF-8',
    make: () => postText(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])),
    fields: [],
  },
  {
    when: 'a time has no zone',
    make: () => post({ name: 'a', timeExpires: '2026-01-31T12:00:00' }),
    fields: ['timeExpires'],
  },
  {
    when: 'a list refers to what another organization has',
    make: async () => post({ name: 'a', environments: [{ id: await makeEnvironment(other.id) }] }),
    fields: ['environments[0].id'],
  },
  { when: 'a cursor is not of this list', make: () => list('?cursor=x'), fields: ['cursor'] },
  { when: 'a key is in the query', make: () => list('?apiKey=x'), fields: ['apiKey'] },
  { when: 'there is no key and no login', make: () => call('GET users') },
  {
    when: 'the key is wrong, revoked or expired',
    make: async () => {
      const { ctx } = organization.admin;
      const revoked = await createApiKey(ctx, { name: 'revoked', role: 'Admin' });
      await revokeApiKey(ctx, { keyId: revoked.id });
      return call('GET users', { apiKey: revoked.secret });
    },
  },
  {
    when: 'the role of the key does not allow the call',
    make: () => call('GET policies/proxy', { apiKey: user.secret }),
  },
  {
    when: 'only people do this, and a key calls',
    make: () => call('PATCH access/requests/{id}/approve', as({ params: { id: missing } })),
  },
  { when: 'there is nothing with this id', make: () => get('policies/proxy', missing) },
  { when: 'the id is of another type', make: () => get('policies/kubernetes', taken.id) },
  {
    when: 'the id is of another organization',
    make: async () => get('targets/bzero', (await makeTarget(other.id)).id),
  },
  { when: 'the id is no UUID', make: () => get('policies/proxy', 'no-uuid') },
  {
    when: 'the address has other methods, which `Allow` names',
    make: () => call('PUT policies/proxy', as()),
    headers: ['allow'],
  },
  { when: 'another object has the name', make: () => post({ name: 'taken' }) },
  {
    when: 'another object, or an open session, needs what you delete or change',
    make: () => call('DELETE environments/{id}', as({ params: { id: environmentWithTarget } })),
  },
  {
    when: 'the first call with this `Idempotency-Key` is running',
    make: () =>
      inTransaction(async (tx) => {
        await lockAnswer(tx, { organizationId: organization.id, callerId: admin.id, key: 'running' });
        return post({ name: 'a' }, { 'idempotency-key': 'running' });
      }),
    headers: ['retry-after'],
  },
  {
    when: 'the policy has another version than `If-Match`',
    make: async () => {
      await patch({ description: 'changed' });
      return patch({ description: 'again' }, { 'if-match': taken.etag });
    },
  },
  { when: 'a body has more than 1 MiB', make: () => post({ name: 'x'.repeat(1_048_576) }) },
  { when: 'a body is not `application/json`', make: () => postText('name=a', 'text/plain') },
  {
    when: 'the `Idempotency-Key` belongs to another call',
    make: async () => {
      await post({ name: 'first' }, { 'idempotency-key': 'used' });
      return post({ name: 'second' }, { 'idempotency-key': 'used' });
    },
  },
  {
    when: '`zli` is older than this server accepts',
    make: () => call('GET users', as({ headers: { [zliVersionHeader]: '0.0.1' } })),
  },
  {
    when: 'a key makes too many calls; `Retry-After` says when to go on',
    make: async () => {
      await takeFrom('token', user.id);
      const limits = globalThis as { bzeroRateLimits?: Map<string, RateLimiterMemory> };
      await limits.bzeroRateLimits?.get('token')?.block(user.id, 60);
      return call('GET users/me', { apiKey: user.secret });
    },
    headers: ['retry-after'],
  },
  { when: 'something failed that nobody foresaw; nothing changed', make: () => whileFailing('P0001') },
  { when: 'this server does not offer the call', make: () => call('GET moon', as()) },
  {
    when: 'the database is busy; nothing changed, and `Retry-After` says when to go on',
    make: () => whileFailing('53100'),
    headers: ['retry-after'],
  },
];

const table = [...readFileSync('docs/api.md', 'utf8').matchAll(/^\| (\d{3}) \| `([\w-]+)` \| (.+) \|$/gm)];

test('the table in docs/api.md has the same rows as this test', () => {
  expect(table.map(([, , , when]) => when)).toEqual(cases.map(({ when }) => when));
});

test.each(table.map(([, status, errorType, when = '']) => [Number(status), errorType, when] as const))(
  '%i %s: %s',
  async (status, errorType, when) => {
    const found = cases.find((each) => each.when === when);
    if (!found) throw new Error(`there is no case for: ${when}`);
    const answer = await found.make();
    expect([answer.status, answer.json.errorType]).toEqual([status, errorType]);
    expect(answer.json).toMatchObject({
      errorMsg: expect.stringMatching(/^(?!Invalid (input|option))\S+ .*\S$/),
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    if (found.fields) expect(Object.keys(answer.json.errors ?? {})).toEqual(found.fields);
    for (const name of found.headers ?? []) expect(answer.headers.get(name)).toEqual(expect.any(String));
  },
);
