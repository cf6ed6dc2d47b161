import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAccountName, isOneLine } from '@/lib/core/one-line';
import { createPolicy } from '@/lib/policies/create-policy';
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

test('names that an earlier version accepted become harmless', async () => {
  await withDatabaseBefore('20261128003000_names_on_one_line', async (client, apply) => {
    await client.query(
      `INSERT INTO "organization" ("id", "name", "sso_issuer") VALUES ('33333333-3333-4333-8333-333333333333', 'acme', 'x')`,
    );
    await client.query(
      `INSERT INTO "policy" ("id", "organization_id", "type", "name", "description", "version", "target_users", "target_groups")
       VALUES ('11111111-1111-4111-8111-111111111111', '33333333-3333-4333-8333-333333333333', 'TargetConnect', E'two\\nlines', '', 1,
         ARRAY[E'root\\nProxyCommand touch x', 'deploy', '-x', E'de\\u200bploy', E'\\u202e'], '{}'),
        ('22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333', 'TargetConnect', 'fine', '', 1, '{root}', '{}')`,
    );
    await apply();
    const { rows } = await client.query('SELECT "name", "target_users" AS users FROM "policy" ORDER BY "id"');
    expect(rows).toEqual([
      { name: 'twolines 11111111', users: ['rootProxyCommand touch x', 'deploy', 'x'] },
      { name: 'fine', users: ['root'] },
    ]);
  });
});
