import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { closeConnection } from '@/lib/connections/close-connection';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();
let organization: TestOrganization;
let person: TestPerson;
let apiKey: string;
let count = 0;

beforeAll(async () => {
  organization = await makeOrganization();
  person = await signIn(organization, 'engineer@acme.test', ['Engineers', 'Operators']);
});

// A key for each test, because a key has a limit of calls.
beforeEach(async () => {
  const name = `terraform ${++count}`;
  apiKey = (await createApiKey(organization.admin.ctx, { name, role: 'Admin' })).secret;
});

type Item = { id: string };

/** `path` can have a filter. */
async function readPage(path: string, page: string): Promise<{ items: Item[]; next: string | null }> {
  const [address, filter = ''] = path.split('?');
  const query = page.includes(filter) ? page : `${page || '?'}&${filter}`;
  const answer = await call(`GET ${address}`, { apiKey, query });
  expect([answer.status, answer.json.errorMsg]).toEqual([200, undefined]);
  const link = answer.headers.get('link');
  const next = link === null ? null : /^<\/api\/v2\/[^?]+(\?[^>]+)>; rel="next"$/.exec(link)?.[1];
  if (next === undefined) throw new Error(`the header is ${link}`);
  return { items: answer.json, next };
}

/** All pages, with `between` before each page but the first. */
async function readAll(path: string, limit: number, between: () => Promise<unknown> = async () => {}) {
  const items: Item[] = [];
  for (let query: string | null = `?limit=${limit}`; query !== null; ) {
    const page = await readPage(path, query);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    query = page.next;
    if (query !== null) await between();
  }
  return items;
}

const idOf = (item: Item & { idPGroupId?: string; connectionId?: string }) => item.id ?? item.idPGroupId;

test('without a limit a list is whole, and twice the same; its pages have the same items', async () => {
  for (const type of ['Bzero', 'Bzero', 'Db', 'Db', 'Db'] as const)
    await makeTarget(organization.id, { type });
  for (let index = 0; index < 5; index++)
    await call('POST policies/proxy', { apiKey, body: { name: `p ${index}` } });
  for (const path of [
    'policies/proxy',
    'targets/bzero',
    'targets/database',
    'environments',
    'users',
    'subjects',
    'api-keys',
    'organization/groups',
    // Each call of the key is an event, so all of them are never the same twice.
    'events/subject?serviceActions=create-policy',
    'agents',
  ]) {
    const { items: whole, next } = await readPage(path, '');
    expect(next).toBeNull();
    expect((await readPage(path, '')).items).toEqual(whole);
    const pages = await readAll(path, 2);
    expect(pages.map(idOf).sort()).toEqual(whole.map(idOf).sort());
  }
});

test('no policy is lost or doubled, whatever is created, renamed or deleted meanwhile', async () => {
  const made = async () => {
    const { json } = await call('POST policies/kubernetes', { apiKey, body: { name: randomUUID() } });
    return json.id as string;
  };
  const kept = await Promise.all(Array.from({ length: 5 }, made));
  const steps = fc.array(fc.constantFrom('create', 'rename', 'delete'), { minLength: 2, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (limit, actions) => {
      const spare = [await made()];
      // Not more at once than the server promises to answer: those of one page.
      let running: Promise<unknown>[] = [];
      const write = async (action: string) => {
        if (action === 'create') spare.push(await made());
        const id = action === 'delete' ? spare.pop() : kept[spare.length % kept.length];
        if (id === undefined) return;
        const one = { apiKey, params: { id } };
        if (action === 'delete') await call('DELETE policies/kubernetes/{id}', one);
        if (action === 'rename')
          await call('PATCH policies/kubernetes/{id}', { ...one, body: { name: randomUUID() } });
      };
      const read = await readAll('policies/kubernetes', limit, async () => {
        await Promise.all(running);
        running = actions.map(write);
      });
      await Promise.all(running);
      const ids = read.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(kept));
    }),
    { numRuns: 5 },
  );
});

test('no session and no event of one is lost or doubled while others begin and end', async () => {
  const { target } = await makeRequestable(organization, [person], { automaticallyApproved: true });
  const db = await makeTarget(organization.id, { type: 'Db' });
  await database().prisma.target.update({ where: { id: db.id }, data: { host: '10.0.0.1', port: 5432 } });
  await call('POST policies/proxy', {
    apiKey,
    body: {
      name: 'sessions',
      subjects: [{ id: person.id, type: 'User' }],
      targets: [{ id: db.id, type: 'Db' }],
      targetUsers: [{ userName: 'postgres' }],
    },
  });
  await submitRequest(person.ctx, asRoot(target));
  const open = async () => (await openConnection(person.ctx, { targetId: db.id })).connection.id;
  const opened: string[] = [];
  for (let index = 0; index < 6; index++) opened.push(await open());
  // Rows of one moment: only the id tells them apart.
  await database().pool.query('UPDATE "connection" SET "opened_at" = date_trunc(\'minute\', now())');
  const closed = [...opened];
  const disturb = async () => {
    const id = closed.pop();
    if (id) await closeConnection(person.ctx, { connectionId: id });
    await open();
  };
  const all = await readAll('connections/db', 2, disturb);
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(opened));

  const before = (await readPage('events/connection', '')).items.map(({ id }) => id);
  const events = (await readAll('events/connection', 3, open)).map(({ id }) => id);
  expect(events).toEqual(before);

  for (const state of ['Pending', 'Error'])
    expect((await readPage('connections/db', `?connectionState=${state}`)).items).toEqual([]);
  const wrong = await call('GET connections/db', { apiKey, query: '?connectionState=open' });
  expect([wrong.status, Object.keys(wrong.json.errors)]).toEqual([400, ['connectionState']]);

  // The session that the last page ended with is closed: the next page of the open ones lacks none.
  const stillOpen = (await readPage('connections/db', '?connectionState=Open')).items.map(({ id }) => id);
  const first = await readPage('connections/db', '?connectionState=Open&limit=2');
  await closeConnection(person.ctx, { connectionId: first.items[1]?.id });
  const rest = await readPage('connections/db', first.next?.replace('limit=2', '') ?? '');
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(stillOpen);
});

test('requests come in pages, newest first', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) {
    const { target } = await makeRequestable(organization, [organization.admin]);
    ids.unshift((await submitRequest(organization.admin.ctx, asRoot(target))).id);
  }
  const token = await tokenOf(organization.admin);
  const read = async (query: string) => {
    const { json, headers } = await call('GET access/requests', { token, query });
    return {
      ids: json.map(({ id }: Item) => id),
      next: /<[^?]+([^>]+)>/.exec(headers.get('link') ?? '')?.[1],
    };
  };
  expect((await read('')).ids).toEqual(ids);
  const first = await read('?limit=3');
  expect([...first.ids, ...(await read(first.next ?? '')).ids]).toEqual(ids);
  const oldest = await read('?limit=3&state=waiting');
  expect([...oldest.ids, ...(await read(oldest.next ?? '')).ids]).toEqual([...ids].reverse());
});

describe('is refused by its name', () => {
  test.each(['0', '501', '-1', '1.5', '1e2', 'x', '99999999999'])('the limit %s', async (limit) => {
    const { status, json } = await call('GET policies/proxy', { apiKey, query: `?limit=${limit}` });
    expect([status, ...Object.keys(json.errors)]).toEqual([400, 'limit']);
  });

  test('a cursor that is forged, changed, of another list or of another organization', async () => {
    await call('POST policies/proxy', { apiKey, body: { name: `a ${randomUUID()}` } });
    await call('POST policies/proxy', { apiKey, body: { name: `b ${randomUUID()}` } });
    const { next } = await readPage('policies/proxy', '?limit=1');
    const cursor = new URLSearchParams(next ?? '').get('cursor') ?? '';
    const id = Buffer.from(randomUUID()).toString('base64url');
    const forged = [
      'x',
      '.',
      id,
      `${id}.${cursor.split('.')[1]}`,
      cursor.slice(0, -1),
      `${cursor}=`,
      `${cursor}.x`,
      cursor.toUpperCase(),
    ];
    const stranger = await makeOrganization();
    const other = (await createApiKey(stranger.admin.ctx, { name: 'terraform', role: 'Admin' })).secret;
    const answers = [
      ...(await Promise.all(
        forged.map((each) => call('GET policies/proxy', { apiKey, query: `?cursor=${each}` })),
      )),
      await call('GET policies/kubernetes', { apiKey, query: `?cursor=${cursor}` }),
      await call('GET policies/proxy', { apiKey: other, query: `?cursor=${cursor}` }),
    ];
    for (const { status, json } of answers)
      expect([status, ...Object.keys(json.errors)]).toEqual([400, 'cursor']);
  });

  test('a limit of what is no list, and a count of events beside a limit', async () => {
    for (const [path, name, query] of [
      ['users/me', 'limit', '?limit=5'],
      ['targets', 'limit', '?limit=5'],
      ['events/subject', 'eventCount', '?limit=5&eventCount=5'],
    ] as const) {
      const { status, json } = await call(`GET ${path}`, { apiKey, query });
      expect([status, ...Object.keys(json.errors)]).toEqual([400, name]);
    }
  });
});
