import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { makeBatches } from '@/lib/core/target/import-batches';
import { countRows, eventsNamed, refusal } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { archiveTarget } from './archive-target';
import { readRow } from './import-row';
import { importTargets } from './import-targets';
import { listEnvironments } from './list-environments';
import { listTargets } from './list-targets';

useDatabase();
let organization: TestOrganization;
let admin: TestPerson;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = organization.admin;
});

const row = (line: number, cells: object = {}) => ({
  line,
  name: `import-${line}`,
  type: 'Server',
  environment: 'imported',
  ...cells,
});
const outcomesOf = async (rows: object[], dryRun = false) =>
  (await importTargets(admin.ctx, { rows, dryRun })).outcomes.map(({ line, outcome, why }) =>
    `${line} ${outcome} ${why ?? ''}`.trim(),
  );

test('the outcome of a changed line has what changes, with both values', async () => {
  const gate = row(2, {
    name: 'diff-gate',
    environment: 'diffs',
    os: 'Linux',
    host: 'gate.test',
    port: '22',
  });
  const box = row(3, { name: 'diff-box', environment: 'diffs', os: 'Linux', host: 'old.test', port: '22' });
  await outcomesOf([gate, box]);
  const { outcomes } = await importTargets(admin.ctx, {
    dryRun: true,
    rows: [gate, { ...box, host: 'new.test', port: '', way: 'diff-gate' }],
  });
  expect(outcomes).toEqual([
    { line: 2, outcome: 'same' },
    {
      line: 3,
      outcome: 'changed',
      changes: [
        { column: 'host', from: 'old.test', to: 'new.test' },
        { column: 'port', from: '22', to: '' },
        { column: 'way', from: '', to: 'diff-gate.diffs' },
      ],
    },
  ]);
  const [target] = (await listTargets(admin.ctx, { query: 'diff-box' })).targets;
  await archiveTarget(admin.ctx, { targetId: target?.id });
  const again = await importTargets(admin.ctx, { dryRun: true, rows: [box] });
  expect(again.outcomes[0]?.changes).toEqual([{ column: 'archived', from: 'yes', to: 'no' }]);
});

test('a dry run returns the outcomes and writes nothing', async () => {
  const before = await countRows();
  const result = await importTargets(admin.ctx, {
    dryRun: true,
    rows: [row(2), row(3, { type: 'Toaster' })],
  });
  expect(result).toEqual({
    environments: ['imported'],
    outcomes: [
      { line: 2, outcome: 'new' },
      {
        line: 3,
        outcome: 'refused',
        why: 'type: “Toaster” is not a target type. Use Server, Database, Cluster, Web app or Dynamic server.',
      },
    ],
  });
  expect(await countRows()).toEqual(before);
  expect((await listTargets(admin.ctx, { environment: 'imported' })).total).toBe(0);
});

test('valid rows are written although others are invalid; importing them again changes nothing', async () => {
  const rows = [
    row(2, { os: 'windows', host: 'a.test', port: '3389' }),
    row(3, { type: 'Database', databaseType: 'Postgres', port: '5432' }),
    row(4, { port: 'ssh' }),
    row(5, { name: '' }),
    row(6, { name: 'import-2' }),
    row(7, { type: 'Cluster', os: 'Linux' }),
    row(8, { environment: '' }),
  ];
  expect(await outcomesOf(rows)).toEqual([
    '2 new',
    '3 new',
    '4 refused port: Enter a whole number.',
    '5 refused name: Enter a name.',
    '6 refused name: line 2 has the same name in imported.',
    '7 refused os: leave empty, only servers have one.',
    '8 refused environment: Enter a name.',
  ]);
  const { targets } = await listTargets(admin.ctx, { environment: 'imported' });
  expect(targets).toMatchObject([
    { name: 'import-2', type: 'Bzero', os: 'Windows', host: 'a.test', port: 3389 },
    { name: 'import-3', type: 'Db', databaseType: 'Postgres', port: 5432, os: null },
  ]);
  expect((await eventsNamed(organization.id, 'import-targets')).at(-1)?.data).toEqual({
    created: 2,
    changed: 0,
    refused: 5,
  });
  expect(await outcomesOf(rows.slice(0, 2))).toEqual(['2 same', '3 same']);
  expect(await outcomesOf([row(2, { host: 'b.test' }), row(3, { type: 'Web' })])).toEqual([
    '2 changed',
    '3 refused type: a Postgres database with this name already exists.',
  ]);
  expect((await listEnvironments(admin.ctx)).filter(({ name }) => name === 'imported')).toHaveLength(1);
});

test.each([
  ['22', 22],
  ['22.0', 22],
  ['22,0', 22],
  [' 22 ', 22],
  ['', null],
])('the port %j is read as %j', (port, value) => {
  expect(readRow(row(2, { port }))).toMatchObject({ fields: { port: value } });
});

test.each(['1,5', '1.433', '0x16', '2e1', '-22', "'22", '=22', '22a'])('the port %j is reported', (port) => {
  expect(readRow(row(2, { port }))).toEqual({ line: 2, why: expect.stringMatching(/^port: /) });
});

test('a row with a problem is reported and never written; the dry run and the import agree on each row', async () => {
  const cell = (...values: string[]) => fc.constantFrom(...values);
  const rows = fc.array(
    fc.record({
      name: cell('agree-a', 'agree-b', ' agree-b', ''),
      type: cell('Server', 'Web', 'Toaster'),
      environment: cell('agree', 'agree-2'),
      port: cell('', '22', '1,5'),
      problem: fc.option(cell('the row has 5 cells.'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const file = cells.map((fields, index) => ({ line: index + 2, ...fields }));
      const dry = await outcomesOf(file, true);
      expect(await outcomesOf(file)).toEqual(dry);
      expect(dry).toHaveLength(file.length);
      for (const { line, problem } of file) if (problem) expect(dry).toContain(`${line} refused ${problem}`);
    }),
    { numRuns: 15 },
  );
});

test('a way can name a server of any other row, however the file is divided; the dry run agrees', async () => {
  const host = 'h.test';
  const file = [
    row(100, { host, way: 'import-103' }),
    row(101, { host }),
    row(102, { host, way: 'import-101.imported' }),
    row(103, { host }),
    row(104, { host, way: 'import-105' }),
    row(105, { host: '' }),
  ];
  const run = async (dryRun: boolean) => {
    const first = new Map<number, string>();
    for (const rows of makeBatches(file, 2))
      for (const outcome of await outcomesOf(rows, dryRun)) {
        const line = Number.parseInt(outcome, 10);
        first.set(line, first.get(line) ?? outcome);
      }
    return [...first.values()].sort();
  };
  const dry = await run(true);
  expect(dry).toEqual([
    '100 new',
    '101 new',
    '102 new',
    '103 new',
    '104 refused way: import-105 has no host, or is archived.',
    '105 new',
  ]);
  expect(await run(false)).toEqual(dry);
});

test.each(['fe80::1%eth0', '[::1]:22', 'a b'])('the host %s is reported', (host) => {
  expect(readRow(row(2, { host }))).toEqual({ line: 2, why: expect.stringMatching(/^host: Enter /) });
});

test('an import restores archived targets, and ends active access that no policy gives any more', async () => {
  await outcomesOf([row(20)]);
  const [target] = (await listTargets(admin.ctx, { query: 'import-20' })).targets;
  await archiveTarget(admin.ctx, { targetId: target?.id });
  expect(await outcomesOf([row(20)])).toEqual(['20 changed']);
  expect((await listTargets(admin.ctx, { query: 'import-20', archived: false })).total).toBe(1);
});

test('an import keeps active access that is still covered', async () => {
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const request = await submitRequest(engineer.ctx, asRoot(target));
  const environment = (await listEnvironments(admin.ctx)).find(({ id }) => id === target.environmentId)?.name;
  expect(await outcomesOf([row(2, { name: target.name, environment, host: 'new.test' })])).toEqual([
    '2 changed',
  ]);
  expect(await eventsNamed(organization.id, 'invalidate-grant')).toEqual([]);
  await refusal(importTargets(engineer.ctx, { dryRun: true, rows: [row(2)] }), 'forbidden');
  expect(request.grant?.state).toBe('Active');
});

test.each([{ rows: [] }, { rows: Array.from({ length: 1001 }, (_, line) => row(line + 1)) }])(
  'an import of none or of too many at once is invalid',
  async ({ rows }) => {
    await refusal(importTargets(admin.ctx, { dryRun: true, rows }), 'invalid');
  },
);

test('target types can be written in several ways', () => {
  const typeOf = (type: string) => {
    const read = readRow(row(2, { type }));
    return 'fields' in read ? `${read.fields.type} ${read.fields.os ?? ''}`.trim() : read.why.slice(0, 4);
  };
  expect(
    ['server', ' Windows ', 'Db', 'Web app', 'KUBERNETES', 'DynamicAccessConfig', ''].map(typeOf),
  ).toEqual(['Bzero Linux', 'Bzero Windows', 'Db', 'Web', 'Cluster', 'DynamicAccessConfig', 'type']);
});
