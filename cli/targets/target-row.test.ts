import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { inSeconds, sampleListed, sampleLists, sampleRequestable } from '@/test/zli-samples';
import { drawTargets } from './draw-targets';
import { filterTargets } from './filter-targets';
import { mergeTargets, type TargetRow } from './target-row';

const granted = (end: string) => ({ accessDetails: { jit: true, accessExpirationTime: end } });
const third = '22222222-2222-4222-8222-222222222222';
const other = '11111111-1111-4111-8111-111111111111';

describe('accessible and requestable targets are one list', () => {
  test('a server in several lists is one row, with all its users', () => {
    const rows = mergeTargets(
      sampleLists({
        Shell: [sampleListed()],
        FileTransfer: [sampleListed({ allowedTargetUsers: [{ userName: 'root' }, { userName: 'deploy' }] })],
      }),
      [],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      type: 'Linux',
      targetUsers: ['root', 'deploy'],
      access: 'yes',
      jit: false,
    });
  });

  test('access ends at the latest end; standing access has none', () => {
    const [soon, late] = [inSeconds(60), inSeconds(600)];
    const row = (...details: Partial<ReturnType<typeof sampleListed>>[]) =>
      mergeTargets(
        sampleLists({ Shell: [sampleListed(details[0])], Ssh: [sampleListed(details[1])] }),
        [],
      )[0] as TargetRow;
    expect(row(granted(soon), granted(late))).toMatchObject({ jit: true, accessExpirationTime: late });
    expect(row(granted(late), granted(soon))).toMatchObject({ jit: true, accessExpirationTime: late });
    expect(row(granted(late), {})).toMatchObject({ jit: false, accessExpirationTime: null });
  });

  test.each([
    [{}, 'on-request'],
    [{ automatic: true }, 'automatic'],
    [{ open: { requestId: other, state: 'Pending', expiresAt: null } }, 'waits'],
  ])('requestable target %o: %s', (more, access) => {
    expect(mergeTargets(sampleLists(), [sampleRequestable(more)])[0]).toMatchObject({ access, jit: false });
  });

  test('access comes before what can be requested', () => {
    const rows = mergeTargets(sampleLists({ Shell: [sampleListed()] }), [sampleRequestable()]);
    expect(rows.map(({ access }) => access)).toEqual(['yes']);
  });

  test.each([
    [{ type: 'Bzero', os: 'Windows' }, 'Windows'],
    [{ type: 'Bzero', os: null }, 'Linux'],
    [{ type: 'Cluster', os: null }, 'Kubernetes'],
    [{ type: 'DynamicAccessConfig', os: null }, 'Dynamic'],
    [{ type: 'Db', os: null }, 'Db'],
    [{ type: 'Web', os: null }, 'Web'],
  ])('%o has the original client’s type %s', (more, type) => {
    expect(mergeTargets(sampleLists(), [sampleRequestable(more)])[0]?.type).toBe(type);
  });
});

describe('filters', () => {
  const rows = mergeTargets(sampleLists({ Shell: [sampleListed()] }), [
    sampleRequestable({ id: other, name: 'orders-db', type: 'Db', environmentName: 'stage' }),
  ]);
  test.each([
    [{}, ['prod-web', 'orders-db']],
    [{ targetType: ['db', 'web'] }, ['orders-db']],
    [{ env: 'PROD' }, ['prod-web']],
    [{ name: 'DB' }, ['orders-db']],
    [{ status: ['online'] }, ['prod-web']],
    [{ env: 'nowhere' }, []],
  ])('%o', (filter, names) => expect(filterTargets(rows, filter).map(({ name }) => name)).toEqual(names));
});

describe('the table', () => {
  const now = new Date(2026, 2, 1, 12, 0);
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
  const rows = mergeTargets(
    sampleLists({
      Shell: [
        sampleListed({
          name: 'a-name-that-is-much-longer-than-any-terminal-has-room-for-in-a-column',
          ...granted(at(52)),
        }),
        sampleListed({
          id: other,
          name: 'b',
          allowedTargetUsers: [...'abcdefghij'].map((userName) => ({ userName: userName.repeat(9) })),
        }),
      ],
    }),
    [sampleRequestable({ id: third, name: 'c', automatic: true })],
  );
  const draw = (options: { showId?: true; detail?: true }, width: number) =>
    stripVTControlCharacters(drawTargets(rows, options, { now, width, colors: pc.createColors(true) }));

  test('shows the end of access and the time left', () => {
    const table = draw({}, 80);
    expect(table).toMatch(/^Type +Name +Environment +Access +Time left$/m);
    expect(table).toMatch(/until 12:52 +52 min$/m);
    expect(table).toMatch(/^Linux +b +prod +standing access$/m);
    expect(table).toMatch(/ automatic$/m);
  });

  test.each([
    [{}, 80],
    [{ showId: true as const }, 80],
    [{ detail: true as const }, 80],
    [{ detail: true as const, showId: true as const }, 100],
  ])('%o fits %i columns with one line a row and whole ids', (options, width) => {
    const table = draw(options, width);
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    if ('showId' in options) expect(table).toContain(` ${other} `);
    expect(table.split('\n')).toHaveLength(rows.length + 1);
    if ('detail' in options) expect(table).toMatch(/ Status +Target/);
  });
});
