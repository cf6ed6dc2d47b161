import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { eventsNamed, refusal } from '@/test/assertions';
import { makeEnvironment, makeOrganization, type TestOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { archiveTarget } from './archive-target';
import { getTarget } from './get-target';
import { importTargets } from './import-targets';
import { registerTarget } from './register-target';
import { restoreTarget } from './restore-target';
import { updateTarget } from './update-target';

useDatabase();
let organization: TestOrganization;
let environmentId: string;
let count = 0;

beforeAll(async () => {
  organization = await makeOrganization();
  environmentId = await makeEnvironment(organization.id, 'lab');
});

const draft = (changes: object = {}) => {
  count++;
  const name = `server-${count}`;
  return { name, type: 'Bzero', environmentId, host: `${name}.acme.test`, ...changes };
};

async function register(changes: object = {}) {
  const fields = draft(changes);
  const { id } = await registerTarget(organization.admin.ctx, fields);
  return { ...fields, id };
}

const stored = (targetId: string) => getTarget(organization.admin.ctx, { targetId });
const through = (id: string) => ({ tunnelWay: 'Jump', jumpTargetId: id });

describe('the way to RDP and SQL Server', () => {
  test('is the server’s own SSH, with its ports, or another server', async () => {
    const gate = await register();
    const own = await register({ tunnelWay: 'OwnSsh', jumpTargetId: gate.id, rdpPort: 3390 });
    expect(await stored(own.id)).toMatchObject({
      tunnelWay: 'OwnSsh',
      jumpTargetId: null,
      rdpPort: 3390,
      sqlServerPort: null,
    });
    const { admin } = organization;
    await updateTarget(admin.ctx, { ...own, targetId: own.id, ...through(gate.id), sqlServerPort: 1434 });
    expect(await stored(own.id)).toMatchObject({ ...through(gate.id), sqlServerPort: 1434 });
    expect((await eventsNamed(organization.id, 'update-target')).at(-1)?.data).toMatchObject({
      changes: {
        way: { from: 'own-ssh', to: `${gate.name}.lab` },
        sqlServerPort: { from: null, to: 1434 },
      },
    });
  });

  test('only servers have one', async () => {
    const { id } = await register({ type: 'Db', tunnelWay: 'OwnSsh', rdpPort: 3390 });
    expect(await stored(id)).toMatchObject({ tunnelWay: null, rdpPort: null });
  });

  test('each error is at its field', async () => {
    const { ctx } = organization.admin;
    const gate = await register();
    const withoutHost = await register({ host: null });
    const db = await register({ type: 'Db' });
    const archived = await register();
    await archiveTarget(ctx, { targetId: archived.id });
    const other = await makeOrganization();
    const environment = await makeEnvironment(other.id, 'theirs');
    const foreign = await registerTarget(other.admin.ctx, draft({ environmentId: environment }));
    const cases: [object, string, RegExp][] = [
      [{ host: null, tunnelWay: 'OwnSsh' }, 'host', /Enter the host/],
      [{ tunnelWay: 'Jump' }, 'jumpTargetId', /Choose the server/],
      [through(db.id), 'jumpTargetId', /Choose a server/],
      [through(archived.id), 'jumpTargetId', /not archived/],
      [through(foreign.id), 'jumpTargetId', /Choose a server/],
      [through(withoutHost.id), 'jumpTargetId', /has no host/],
      [{ tunnelWay: 'OwnSsh', rdpPort: 70_000 }, 'rdpPort', /1 to 65535/],
    ];
    for (const [changes, path, message] of cases) {
      const error = await refusal(registerTarget(ctx, draft(changes)), 'invalid');
      expect(error.faults[0]).toMatchObject({ path, message: expect.stringMatching(message) });
    }
    const self = { ...gate, targetId: gate.id, ...through(gate.id) };
    expect((await refusal(updateTarget(ctx, self), 'invalid')).faults[0]?.path).toBe('jumpTargetId');
  });

  test('a server that others are reached through can’t be archived or lose its host, and says what to do', async () => {
    const { ctx } = organization.admin;
    const gate = await register();
    const windows = await register(through(gate.id));
    const error = await refusal(archiveTarget(ctx, { targetId: gate.id }), 'in-use');
    expect(error.message).toBe(
      `This server can’t be archived: RDP and SQL Server of ${windows.name} in lab go through it. Choose another way there first.`,
    );
    await refusal(updateTarget(ctx, { ...gate, targetId: gate.id, host: null }), 'in-use');
    await archiveTarget(ctx, { targetId: windows.id });
    await archiveTarget(ctx, { targetId: gate.id });
    const refused = await refusal(restoreTarget(ctx, { targetId: windows.id }), 'invalid');
    expect(refused.message).toBe('Choose a server that is not archived.');
    await restoreTarget(ctx, { targetId: gate.id });
    await restoreTarget(ctx, { targetId: windows.id });
  });
});

describe('the database refuses by itself', () => {
  test('a way through itself, another organization, a database, or an archived server', async () => {
    const gate = await register();
    const db = await register({ type: 'Db' });
    const archived = await register();
    await archiveTarget(organization.admin.ctx, { targetId: archived.id });
    const other = await makeOrganization();
    const environment = await makeEnvironment(other.id, 'elsewhere');
    const foreign = await registerTarget(other.admin.ctx, draft({ environmentId: environment }));
    const { id } = await register();
    const write = (data: object) => database().prisma.target.update({ where: { id }, data });
    for (const jumpTargetId of [id, db.id, archived.id, foreign.id])
      await expect(write({ tunnelWay: 'Jump', jumpTargetId })).rejects.toThrow(
        /target_tunnel_way_check|jump/,
      );
    await expect(write({ tunnelWay: 'OwnSsh', jumpTargetId: gate.id })).rejects.toThrow(/tunnel_way_check/);
    await expect(write({ tunnelWay: 'OwnSsh', host: null })).rejects.toThrow(/tunnel_way_check/);
    await expect(write({ rdpPort: 0 })).rejects.toThrow(/tunnel_way_check/);
    await write({ tunnelWay: 'Jump', jumpTargetId: gate.id });
    const archive = { where: { id: gate.id }, data: { status: 'Terminated' } } as const;
    await expect(database().prisma.target.update(archive)).rejects.toThrow(/reached through it/);
  });
});

describe('an import', () => {
  const run = async (rows: Record<string, unknown>[]) => {
    const lines = rows.map((row, index) => ({ line: index + 2, environment: 'lab', type: 'Server', ...row }));
    const { outcomes } = await importTargets(organization.admin.ctx, { rows: lines, dryRun: false });
    return outcomes.map(({ outcome, why }) => `${outcome} ${why ?? ''}`.trim());
  };
  const find = (name: string) =>
    database().prisma.target.findFirstOrThrow({ where: { organizationId: organization.id, name } });

  test('sets a way, also through a server of a later row, and keeps it without the column', async () => {
    expect(
      await run([
        { name: 'csv-win', host: 'csv-win.acme.test', way: 'csv.gate.lab', rdpPort: '3390' },
        { name: 'csv-own', host: 'csv-own.acme.test', way: 'own SSH' },
        { name: 'csv.gate', host: 'csv-gate.acme.test' },
      ]),
    ).toEqual(['new', 'new', 'new']);
    const gate = await find('csv.gate');
    expect(await find('csv-win')).toMatchObject({ ...through(gate.id), rdpPort: 3390 });
    expect(await find('csv-own')).toMatchObject({ tunnelWay: 'OwnSsh' });
    expect(await run([{ name: 'csv-win', host: 'csv-win.acme.test' }])).toEqual(['same']);
    expect(await run([{ name: 'csv-win', host: 'csv-win.acme.test', way: '', rdpPort: '' }])).toEqual([
      'changed',
    ]);
    expect(await find('csv-win')).toMatchObject({ tunnelWay: null, jumpTargetId: null, rdpPort: null });
  });

  test('refuses a row whose way can’t be, and then the rows that go through it', async () => {
    await register({ name: 'csv-kept', ...through((await find('csv.gate')).id) });
    expect(
      await run([
        { name: 'csv-a', host: 'a.acme.test', way: 'csv-b' },
        { name: 'csv-b', host: 'b.acme.test', way: 'nowhere' },
        { name: 'csv-c', way: 'own-ssh' },
        { name: 'csv-d', type: 'Database', host: 'd.acme.test', way: 'own-ssh' },
        { name: 'csv-e', host: 'e.acme.test', way: 'csv-e' },
        { name: 'csv.gate' },
      ]),
    ).toEqual([
      'refused way: “csv-b” is not a server. Use own-ssh, or the name of a server.',
      'refused way: “nowhere” is not a server. Use own-ssh, or the name of a server.',
      'refused host: RDP and SQL Server of this server need it.',
      'refused way: leave empty, only servers have one.',
      'refused way: “csv-e” is not another server.',
      'refused host: RDP and SQL Server of csv-kept are reached through this server.',
    ]);
  });
});
