import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import {
  engineer,
  inSeconds,
  requestId,
  sampleRequest,
  sampleRequestable,
  targetId,
} from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import type { AccessRequest } from '../access/access-request';

const world = useZli();
const run = (...args: string[]) => world.run(args);
const changes = () =>
  world.server.calls
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [`${method} ${path}`, body]);
const second = sampleRequest({
  id: '0b51ffff-58c1-4c55-9a4f-a1f9c3a4a002',
  target: { id: targetId, name: 'orders-db', type: 'Db', environmentName: 'prod' },
  targetUser: 'postgres',
  verbType: null,
});
let waiting: AccessRequest[];
let live: AccessRequest[];

beforeEach(() => {
  [waiting, live] = [[sampleRequest()], []];
  world.server.calls.length = 0;
  world.server.on('GET access/requests', ({ query }) => {
    if (query.get('state') === 'waiting') return waiting;
    return query.get('state') === 'live' ? live : [...waiting, ...live];
  });
  world.server.on(
    'GET access/requests/{id}',
    ({ path }) =>
      [...waiting, ...live].find(({ id }) => path.endsWith(id)) ??
      refuse(404, 'not-found', 'There is no such request.'),
  );
  world.server.on('PATCH access/requests/{id}/{what}', () => ({
    ...sampleRequest(),
    state: 'Active',
    accessExpirationTime: inSeconds(60),
  }));
});

describe('request', () => {
  beforeEach(() => {
    world.server.on('GET access/requestable', () => [
      sampleRequestable(),
      sampleRequestable({ id: requestId, environmentName: 'stage' }),
    ]);
    world.server.on('GET access/requestable/{id}', () => ({
      target: {},
      offers: [{ targetUsers: ['root'], targetGroups: [], verbs: ['Shell'] }],
      open: null,
    }));
    world.server.on('POST access/requests', () => sampleRequest());
  });

  test('asks, tells who was told and how to go on; JSON is data', async () => {
    const { code, stdout, stderr } = await run(
      'request',
      'root@prod-web.prod',
      '--reason',
      'The disk is full',
      '--json',
    );
    expect({ code, id: JSON.parse(stdout).id }).toEqual({ code: 0, id: requestId });
    expect(stderr).toContain('Told: admin@acme.test, second@acme.test.');
    expect(stderr).toContain(`zli end ${requestId} takes it back.`);
    expect(changes()).toEqual([
      [
        'POST access/requests',
        { targetId, targetUser: 'root', targetGroups: [], verbType: 'Shell', reason: 'The disk is full' },
      ],
    ]);
  });

  test.each([
    [
      ['prod-web', '--reason', 'x'],
      'Several targets are called prod-web: say which with its environment, as prod-web.prod or prod-web.stage.',
    ],
    [['other', '--reason', 'x'], 'There is no target other that you may ask for.'],
    [['prod-web.prod'], 'Say why you need it: zli request prod-web.prod --reason "…"'],
    [
      ['dba@prod-web.prod', '--reason', 'x'],
      'You may not ask for this target as dba. Allowed target users: root.',
    ],
  ])('%o is refused, and nothing is asked', async (args, sentence) => {
    expect(await run('request', ...args)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    });
    expect(changes()).toEqual([]);
  });
});

describe('requests', () => {
  test('what is open, with short ids; an admin sees whose', async () => {
    live = [{ ...second, state: 'Active', accessExpirationTime: inSeconds(3000) }];
    const { stdout } = await run('requests');
    expect(stdout).toMatch(/│ 0b51c3de │ prod-web\.prod +│ root, +│ Pending │/);
    expect(stdout).toMatch(/│ 0b51ffff │ orders-db\.prod/);
    expect((await run('requests', '--all')).stdout).toContain(engineer.email);
    expect(world.server.calls.at(-1)?.query.get('whose')).toBe('all');
  });

  test('none', async () => {
    waiting = [];
    expect(await run('requests')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'There are no open requests.\n',
    });
  });
});

describe('deciding and ending', () => {
  test('approve and deny take the beginning of an id', async () => {
    expect((await run('approve', '0b51c3')).stderr).toMatch(
      /^Approved: engineer@acme\.test has access to prod-web\.prod as root, Shell until \d\d:\d\d\.\n$/,
    );
    expect((await run('deny', requestId, '--reason', 'No')).stderr).toBe(
      'Denied: engineer@acme.test gets no access to prod-web.prod as root, Shell.\n',
    );
    expect(changes()).toEqual([
      [`PATCH access/requests/${requestId}/approve`, {}],
      [`PATCH access/requests/${requestId}/deny`, { reason: 'No' }],
    ]);
  });

  test('what the server refuses is told as it says it', async () => {
    world.server.on('PATCH access/requests/{id}/{what}', () =>
      refuse(409, 'already-decided', 'second@acme.test approved it at 12:00.'),
    );
    expect(await run('approve', requestId)).toMatchObject({
      code: 1,
      stderr: 'second@acme.test approved it at 12:00.\n',
    });
  });

  test('end takes a waiting request back, and ends live access; the only one needs no name', async () => {
    expect((await run('end')).stderr).toBe('Taken back: the request for prod-web.prod as root, Shell.\n');
    [waiting, live] = [[], [{ ...second, state: 'Active' }]];
    expect((await run('end', 'postgres@orders-db.prod')).stderr).toBe(
      'Ended: access to orders-db.prod as postgres.\n',
    );
    expect(changes().map(([call]) => call)).toEqual([
      `PATCH access/requests/${requestId}/cancel`,
      `PATCH access/requests/${second.id}/end`,
    ]);
  });

  test('several, or none, or one that is over', async () => {
    waiting = [sampleRequest(), second];
    expect(await run('end')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${requestId} (prod-web.prod as root, Shell), ${second.id}`),
    });
    expect(await run('approve', '0b51')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There are several open requests by 0b51.'),
    });
    expect(await run('end', 'elsewhere')).toMatchObject({
      code: 1,
      stderr: 'There is no open request by elsewhere. zli requests lists them.\n',
    });
    waiting = [sampleRequest({ state: 'Expired' })];
    expect(await run('end', requestId)).toMatchObject({
      code: 1,
      stderr: 'There is nothing to end. Expired.\n',
    });
    expect(changes()).toEqual([]);
  });
});
