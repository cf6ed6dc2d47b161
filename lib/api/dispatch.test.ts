import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import { writeRefusals } from '@/lib/audit/note-refusal';
import { database } from '@/lib/db/client';
import { type Logger, log } from '@/lib/log';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import { makeOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { endpoints } from './endpoints';

useDatabase();

const missing = '00000000-0000-4000-8000-000000000000';

/** The lines that the process logs while `work` runs. */
async function linesOfLog(work: () => Promise<void>): Promise<string[]> {
  const shared = globalThis as { bzeroLog?: Logger };
  const lines: string[] = [];
  const before = log();
  shared.bzeroLog = pino({ level: 'trace' }, { write: (line) => lines.push(line) });
  try {
    await work();
  } finally {
    shared.bzeroLog = before;
  }
  return lines;
}

async function keyOfAdmin(): Promise<string> {
  const { admin } = await makeOrganization();
  return (await createApiKey(admin.ctx, { name: 'terraform', role: 'Admin' })).secret;
}

describe('an address', () => {
  test('that this server does not have is 501 in JSON, because 404 means that an object is gone', async () => {
    for (const endpoint of ['GET moon', 'GET ', 'GET policies/proxy/1/2', 'GET users//'])
      expect(await call(endpoint as 'GET moon')).toMatchObject({
        status: 501,
        json: { errorType: 'not-offered', errorMsg: expect.stringContaining('does not offer') },
      });
  });

  test('with another method is 405 and names those that it has', async () => {
    const answer = await call('PUT zli/token');
    expect(answer).toMatchObject({ status: 405, json: { errorType: 'method-not-allowed' } });
    expect(answer.headers.get('allow')).toBe('POST, GET, DELETE, OPTIONS');
    expect((await call('OPTIONS access/requests')).headers.get('allow')).toBe('GET, POST, OPTIONS');
    expect((await dispatch(new Request('http://localhost/api/v2/zli', { method: 'HEAD' }))).status).toBe(200);
  });

  test('with a word in the place of an id prefers the word', async () => {
    const { admin } = await makeOrganization();
    const token = await tokenOf(admin);
    expect((await call('GET users/me', { token })).json.id).toBe(admin.id);
    // Two names of one parameter would be two shapes, of which only the first is found.
    const shapes = endpoints.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(shapes).size).toBe(endpoints.length);
    const paths = new Set(endpoints.map(({ path }) => path));
    expect(new Set([...paths].map((path) => path.replace(/\{\w+\}/g, '{}'))).size).toBe(paths.size);
  });

  test.each([missing, 'abc', '%', '..%2f..', '\u0000'])('with the id %j of nothing is 404', async (id) => {
    const apiKey = await keyOfAdmin();
    expect(await call('GET policies/proxy/{id}', { apiKey, params: { id } })).toMatchObject({
      status: 404,
      json: { errorType: 'not-found' },
    });
    expect((await call('GET policies/proxy/{id}', { params: { id } })).status).toBe(401);
  });
});

describe('a credential in the query', () => {
  test.each(['apiKey', 'api_key', 'X-API-KEY', 'token', 'access_token', 'Key'])(
    '%s is refused before the caller is known, and neither repeated nor logged',
    async (name) => {
      const { admin } = await makeOrganization();
      const { secret } = await createApiKey(admin.ctx, { name: 'terraform', role: 'Admin' });
      const query = `?${name}=${encodeURIComponent(secret)}`;
      const lines = await linesOfLog(async () => {
        for (const apiKey of [undefined, secret])
          for (const endpoint of ['GET users', 'POST policies/proxy', 'GET zli', 'GET moon'] as const) {
            const answer = await call(endpoint, { ...(apiKey && { apiKey }), query });
            expect(answer).toMatchObject({ status: 400, json: { errorType: 'invalid' } });
            expect(Object.keys(answer.json.errors)).toEqual([name]);
            expect(JSON.stringify([answer.json, ...answer.headers])).not.toContain(secret);
          }
        await writeRefusals();
      });
      expect(lines.join()).not.toContain(secret.slice(0, 8));
      const { rows } = await database().pool.query(`SELECT * FROM "audit_event" WHERE "data"::text LIKE $1`, [
        `%${secret.slice(0, 8)}%`,
      ]);
      expect(rows).toEqual([]);
    },
  );
});

describe('an input', () => {
  test.each([
    ['GET events/connection', '?take=5', 'take'],
    ['GET policies/proxy', '?subject=5', 'subject'],
    ['GET users', '?__proto__=1', '__proto__'],
  ] as const)('with an unknown filter is refused by its name: %s%s', async (endpoint, query, name) => {
    const { status, json } = await call(endpoint, { apiKey: await keyOfAdmin(), query });
    expect(status).toBe(400);
    expect(Object.keys(json.errors)).toEqual([name]);
    expect(json.errorMsg).toBe(`There is no filter ${name}. Check its spelling.`);
  });

  test.each(['?words=%ff', '?words=100%', '?words=%c3%28'])(
    'that is no UTF-8 is refused: %s',
    async (query) => {
      const { admin } = await makeOrganization();
      const token = await tokenOf(admin);
      expect(await call('GET access/requestable', { token, query })).toMatchObject({
        status: 400,
        json: { errorMsg: 'The query must be percent-encoded UTF-8.' },
      });
      expect((await call('GET access/requestable', { token, query: '?words=50%25+%c3%a9' })).status).toBe(
        200,
      );
    },
  );

  test.each([
    ['{"name": "a", "name": "a"}', 'name'],
    ['{"name": "a", "n\\u0061me": "b"}', 'name'],
    ['{"name": "a", "subjects": [{"id": "x", "id": "y"}]}', 'subjects[0].id'],
    ['{"name": "a", "__proto__": {"description": "x"}}', '__proto__'],
    ['{"name": "a", "groups": [{"id": "x", "name": "y", "__proto__": {}}]}', 'groups[0].__proto__'],
    ['{"name": "a", "constructor": {}}', 'constructor'],
  ])('with a key twice or a name of the language is refused by its name: %s', async (body, path) => {
    const headers = { 'x-api-key': await keyOfAdmin(), 'content-type': 'application/json' };
    const request = new Request('http://localhost/api/v2/policies/proxy', { method: 'POST', headers, body });
    const answer = await dispatch(request);
    expect(answer.status).toBe(400);
    expect(Object.keys((await answer.json()).errors)).toEqual([path]);
  });

  test('names its wrong fields as the client wrote them', async () => {
    const { admin } = await makeOrganization();
    const token = await tokenOf(admin);
    const body = { targetId: missing, verbType: 'shell', reason: 'x', color: 'red' };
    const unknown = await call('POST access/requests', { token, body });
    expect(unknown).toMatchObject({ status: 400, json: { errors: { color: [expect.any(String)] } } });
    const { color: _, ...known } = body;
    const wrong = await call('POST access/requests', { token, body: known });
    expect(wrong).toMatchObject({ status: 400, json: { errors: { verbType: [expect.any(String)] } } });
    const query = '?eventCount=0&startTimestamp=2026-01-31T12:00:00';
    const filters = await call('GET events/connection', { token, query });
    expect(Object.keys(filters.json.errors)).toEqual(['startTimestamp']);
    const count = await call('GET events/connection', { token, query: '?eventCount=0' });
    expect(Object.keys(count.json.errors)).toEqual(['eventCount']);
  });

  test.each([
    ['{"reason": 5', 'application/json', 400],
    ['[]', 'application/json', 400],
    [new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'application/json; charset=utf-8', 400],
    ['{"__proto__": {}}', 'application/json', 400],
    ['reason=x', 'application/x-www-form-urlencoded', 415],
    ['{}', 'application/jsonp', 415],
    [`{"reason": "${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
  ])('that is no JSON object is refused: %.20s as %s', async (body, type, status) => {
    const { admin } = await makeOrganization();
    const headers = { authorization: `Bearer ${await tokenOf(admin)}`, 'content-type': type };
    const url = `http://localhost/api/v2/access/requests/${missing}/deny`;
    const answer = await dispatch(new Request(url, { method: 'PATCH', headers, body }));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      errorMsg: expect.any(String),
      errorType: expect.any(String),
    });
  });
});
