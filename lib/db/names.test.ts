import fc from 'fast-check';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { isAccountName, isOneLine } from '@/lib/core/one-line';
import { createPolicy } from '@/lib/policies/create-policy';
import { createTestDatabase } from '@/test/database';
import { withClient } from '@/test/database-address';
import { withDatabaseBefore } from '@/test/database-before';
import { childDraft, makeOrganization, makeRequestable } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { database } from './client';

useDatabase();

const special = fc.constantFrom(
  ...[
    '\n',
    '\r',
    '\t',
    ' ',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\u2028',
    '\u202e',
    '\u3000',
    '\ufeff',
  ],
  ...['\ue000', '\u{e0041}', '\u{f0000}', '-', 'a', 'Ü', '日', '😀'],
);
const point = fc.integer({ min: 1, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff);
const unit = fc.oneof(
  special,
  point.map((code) => String.fromCodePoint(code)),
);
const text = fc.string({ unit, maxLength: 5 });

test('the product and the database agree about every name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 200, maxLength: 200 }), async (texts) => {
      const { rows } = await database().pool.query<{ line: boolean; account: boolean }>(
        `SELECT is_one_line(value) AS line, are_account_names(ARRAY[value]) AS account
         FROM unnest($1::text[]) WITH ORDINALITY AS each (value, place) ORDER BY place`,
        [texts],
      );
      const own = texts.map((value) => ({ line: isOneLine(value), account: isAccountName(value) }));
      // The database allows an empty name in the list; the product drops it before.
      expect(rows.filter((_, index) => texts[index] !== '')).toEqual(
        own.filter((_, index) => texts[index] !== ''),
      );
    }),
    { numRuns: 30 },
  );
});

test.each(['root\nProxyCommand touch x', 'root\u202e', '-oProxyCommand=x'])(
  'the account %j is refused at its field, and by the database',
  async (account) => {
    const organization = await makeOrganization();
    const { child } = await makeRequestable(organization, []);
    const refused = createPolicy(organization.admin.ctx, childDraft({ targetUsers: ['root', account] }));
    await expect(refused).rejects.toMatchObject({ code: 'invalid', faults: [{ path: 'targetUsers[1]' }] });
    const update = database().pool.query('UPDATE "policy" SET "target_users" = $1 WHERE "id" = $2', [
      [account],
      child.id,
    ]);
    await expect(update).rejects.toThrow('policy_names');
  },
);

const [first, second, third, parent] = [1, 2, 3, 9].map(
  (digit) => `${digit}1111111-1111-4111-8111-111111111111`,
);

/** Adds rows as an earlier version stored them. Columns that are not given have any value. */
async function addRows(client: Client, table: string, rows: readonly Record<string, unknown>[]) {
  const common = { organization_id: parent, ...defaults[table] };
  for (const row of rows) {
    const entries = Object.entries({ ...common, ...row });
    const names = entries.map(([name]) => `"${name}"`).join(', ');
    const places = entries.map((_, index) => `$${index + 1}`).join(', ');
    await client.query(
      `INSERT INTO "${table}" (${names}) VALUES (${places})`,
      entries.map(([, value]) => value),
    );
  }
}

const access = { target_id: parent, policy_id: parent, target_groups: [], verb: 'Shell' };
const defaults: Record<string, Record<string, unknown>> = {
  policy: { type: 'TargetConnect', target_users: [], target_groups: [] },
  target: { type: 'Bzero', environment_id: parent },
  user: { name: 'Person' },
  api_token: { role: 'User' },
  access_request: {
    ...access,
    ...{ requester_id: parent, reason: 'x', state: 'Denied', is_open: false, policy_version: 1 },
    ...{ child_policy_id: parent, automatic: false, duration: 60 },
  },
  connection: { ...access, user_id: parent, quiet_at: new Date() },
};

/** The rows of a table after the upgrade, by their ids. */
async function upgraded(table: string, rows: readonly Record<string, unknown>[], columns: string) {
  return withDatabaseBefore('20261128003000_names_on_one_line', async (client, apply) => {
    await client.query(`INSERT INTO "organization" ("id", "name", "sso_issuer") VALUES ($1, 'acme', 'x')`, [
      parent,
    ]);
    for (const name of ['environment', 'target', 'policy'])
      await addRows(client, name, [{ id: parent, name }]);
    await addRows(client, 'user', [{ id: parent, email: 'parent@acme.test' }]);
    await addRows(client, table, rows);
    await apply();
    const found = await client.query(
      `SELECT ${columns} FROM "${table}" WHERE "id"::text <> $1 ORDER BY "id"`,
      [parent],
    );
    return found.rows;
  });
}

test('accounts of policies that an earlier version accepted become harmless', async () => {
  const rows = [
    {
      id: first,
      name: 'two\nlines',
      target_users: ['root\nProxyCommand touch x', 'deploy', '-x', 'de\u200bploy', '\u202e'],
    },
    { id: second, name: 'fine', target_users: ['root'] },
    { id: third, name: 'nobody', target_users: ['\u202e', '', 'x'.repeat(151)], target_groups: ['-'] },
  ];
  expect(
    await upgraded('policy', rows, '"name", "target_users" AS users, "target_groups" AS groups'),
  ).toEqual([
    { name: 'twolines 11111111', users: ['rootProxyCommand touch x', 'deploy', 'x'], groups: [] },
    { name: 'fine', users: ['root'], groups: [] },
    { name: 'nobody', users: [], groups: [] },
  ]);
});

test.each(['policy', 'target', 'environment', 'api_token'])(
  'a name of table %s that is empty or too long does not stop the upgrade',
  async (table) => {
    const hash = (id: string | undefined) => (table === 'api_token' ? { hash: id } : {});
    const rows = [
      { id: first, name: '', ...hash(first) },
      { id: second, name: 'é'.repeat(201), ...hash(second) },
      { id: third, name: 'two\nlines', ...hash(third) },
    ];
    expect(await upgraded(table, rows, '"name"')).toEqual([
      { name: 'unnamed 11111111' },
      { name: `${'é'.repeat(190)} 21111111` },
      { name: 'twolines 31111111' },
    ]);
  },
);

test('names of groups become harmless, and their ids stay', async () => {
  const rows = [
    { id: 'a\nb', name: '' },
    { id: 'b', name: 'x'.repeat(201) },
    { id: 'c', name: 'En\u200bgineering' },
  ];
  expect(await upgraded('group', rows, '"id", "name"')).toEqual([
    { id: 'a\nb', name: 'unnamed' },
    { id: 'b', name: 'x'.repeat(200) },
    { id: 'c', name: 'Engineering' },
  ]);
});

test('an email with a hidden character matches nobody after the upgrade', async () => {
  const rows = [
    { id: first, email: 'admin@acme.test' },
    { id: second, email: 'ad\u200bmin@acme.test', name: '\u202e' },
  ];
  expect(await upgraded('user', rows, '"email", "name"')).toEqual([
    { email: 'admin@acme.test', name: 'Person' },
    { email: 'admin@acme.test 21111111', name: 'unnamed' },
  ]);
});

test.each(['access_request', 'connection'])(
  'the accounts of table %s become the ones of the policies, or ones that no policy lists',
  async (table) => {
    const rows = [
      { id: first, target_user: 'de\u200bploy', target_groups: ['view\ners', '-'] },
      { id: second, target_user: '\u202e' },
      { id: third, target_user: null, verb: null },
    ];
    expect(await upgraded(table, rows, '"target_user" AS user, "target_groups" AS groups')).toEqual([
      { user: 'deploy', groups: ['viewers'] },
      { user: `unnamed ${second}`, groups: [] },
      { user: null, groups: [] },
    ]);
  },
);

test.each([
  ['access_request', 'access_request_accounts'],
  ['connection', 'connection_accounts'],
])('the database refuses a hidden account in table %s', async (table, constraint) => {
  const { ownerUrl, drop } = await createTestDatabase();
  try {
    await withClient(ownerUrl, async (client) => {
      await client.query(`SET session_replication_role = 'replica'`);
      const refused = addRows(client, table, [{ id: first, target_user: '-oProxyCommand=x' }]);
      await expect(refused).rejects.toThrow(constraint);
      const groups = addRows(client, table, [{ id: first, target_user: null, target_groups: ['a\nb'] }]);
      await expect(groups).rejects.toThrow(constraint);
    });
  } finally {
    await drop();
  }
});
