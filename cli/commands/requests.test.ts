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
let open: AccessRequest | null;
let pending: AccessRequest[];
let active: AccessRequest[];

beforeEach(() => {
  open = null;
  [pending, active] = [[sampleRequest()], []];
  world.server.calls.length = 0;
  world.server.on('GET access/requests', ({ query }) => {
    if (query.get('state') === 'waiting') return pending;
    return query.get('state') === 'live' ? active : [...pending, ...active];
  });
  world.server.on(
    'GET access/requests/{id}',
    ({ path }) =>
      [...pending, ...active].find(({ id }) => path.endsWith(id)) ??
      refuse(404, 'not-found', 'Request not found.'),
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
      offers: [{ targetUsers: ['root'], targetGroups: [], verbs: ['Shell'], automatic: true, duration: 60 }],
      open,
    }));
    world.server.on('POST access/requests', () => sampleRequest());
  });

  test('--duration sends the minutes; anything else than a number of minutes sends nothing', async () => {
    const less = (minutes: string) =>
      run('request', 'root@prod-web.prod', '--reason', 'x', '--duration', minutes);
    expect((await less('0')).stderr).toContain('Enter a number of minutes, as in: --duration 30');
    expect((await less('1h')).code).toBe(1);
    expect(changes()).toEqual([]);
    await less('15');
    expect(changes()).toEqual([['POST access/requests', expect.objectContaining({ duration: 15 })]]);
  });

  test('sends a request, and prints who was notified and the next steps; JSON goes to stdout', async () => {
    const { code, stdout, stderr } = await run(
      'request',
      'root@prod-web.prod',
      '--reason',
      'The disk is full',
      '--json',
    );
    expect({ code, id: JSON.parse(stdout).id }).toEqual({ code: 0, id: requestId });
    expect(stderr).toContain('Notified: admin@acme.test, second@acme.test.');
    expect(stderr).toContain(`(cancel with: zli end ${requestId})`);
    expect(changes()).toEqual([
      [
        'POST access/requests',
        { targetId, targetUser: 'root', targetGroups: [], verbType: 'Shell', reason: 'The disk is full' },
      ],
    ]);
  });

  test('access that is granted already is not requested again', async () => {
    open = sampleRequest({ state: 'Active', automatic: true, accessExpirationTime: inSeconds(3600) });
    const { code, stdout, stderr } = await run('request', 'root@prod-web.prod', '--reason', 'x');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(
      /^You already have access to prod-web\.prod as root, Shell until \d\d:\d\d\.\nConnect with: zli connect root@prod-web\.prod\n$/,
    );
    expect(changes()).toEqual([]);
  });

  test('on a terminal, the question for the reason comes after who decides and for how long', async () => {
    const zli = world.start(['request', 'root@prod-web.prod'], { isTerminal: true });
    await zli.waitForOutput(/It is approved automatically for 1 hour\.\s[^a-z]*Reason for access: /);
    zli.child.stdin?.write('The disk is full\n');
    expect((await zli.ended).code).toBe(0);
  });

  test.each([
    [
      ['prod-web', '--reason', 'x'],
      'Several targets are named prod-web. Add the environment: prod-web.prod or prod-web.stage.',
    ],
    [['other', '--reason', 'x'], "You can't request the target other."],
    [['prod-web.prod'], 'A reason is required. Run: zli request prod-web.prod --reason "…"'],
    [
      ['dba@prod-web.prod', '--reason', 'x'],
      'You can\'t request access as "dba" on this target. Allowed target users: root.',
    ],
  ])('%o is refused, and nothing is requested', async (args, sentence) => {
    expect(await run('request', ...args)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    });
    expect(changes()).toEqual([]);
  });
});

describe('requests', () => {
  test('lists open requests with short ids; an admin also sees the requester', async () => {
    active = [{ ...second, state: 'Active', accessExpirationTime: inSeconds(3000) }];
    const { stdout } = await run('requests');
    expect(stdout).toMatch(
      /^0b51c3de\tprod-web\.prod\troot, Shell\tPending\t1 d to decide\tThe disk is full$/m,
    );
    expect(stdout).toMatch(/^0b51ffff\torders-db\.prod\t/m);
    expect((await run('requests', '--all')).stdout).toContain(engineer.email);
    expect(world.server.calls.at(-1)?.query.get('whose')).toBe('all');
  });

  test('no open requests', async () => {
    pending = [];
    expect(await run('requests')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'No open requests.\n',
    });
  });
});

describe('deciding and ending', () => {
  test('approve and deny accept the first characters of an id', async () => {
    expect((await run('approve', '0b51c3')).stderr).toMatch(
      /^Approved: engineer@acme\.test has access to prod-web\.prod as root, Shell until \d\d:\d\d\.\n$/,
    );
    expect((await run('deny', requestId, '--reason', 'No')).stderr).toBe(
      'Denied the request by engineer@acme.test for prod-web.prod as root, Shell.\n',
    );
    expect(changes()).toEqual([
      [`PATCH access/requests/${requestId}/approve`, {}],
      [`PATCH access/requests/${requestId}/deny`, { reason: 'No' }],
    ]);
  });

  test('prints the message of the server if it refuses', async () => {
    world.server.on('PATCH access/requests/{id}/{what}', () =>
      refuse(409, 'already-decided', 'second@acme.test approved it at 12:00.'),
    );
    expect(await run('approve', requestId)).toMatchObject({
      code: 1,
      stderr: 'second@acme.test approved it at 12:00.\n',
    });
  });

  test('end cancels a pending request and ends active access; the only one needs no name', async () => {
    expect((await run('end')).stderr).toBe('Cancelled: the request for prod-web.prod as root, Shell.\n');
    [pending, active] = [[], [{ ...second, state: 'Active' }]];
    expect((await run('end', 'postgres@orders-db.prod')).stderr).toBe(
      'Ended: access to orders-db.prod as postgres.\n',
    );
    expect(changes().map(([call]) => call)).toEqual([
      `PATCH access/requests/${requestId}/cancel`,
      `PATCH access/requests/${second.id}/end`,
    ]);
  });

  test('several requests, none, or one that has ended', async () => {
    pending = [sampleRequest(), second];
    expect(await run('end')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${requestId} (prod-web.prod as root, Shell), ${second.id}`),
    });
    expect(await run('approve', '0b51')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Several open requests match 0b51.'),
    });
    expect(await run('end', 'elsewhere')).toMatchObject({
      code: 1,
      stderr: 'No open request matches elsewhere. List requests with: zli requests\n',
    });
    pending = [sampleRequest({ state: 'Expired' })];
    expect(await run('end', requestId)).toMatchObject({
      code: 1,
      stderr: 'This request is not open. Expired.\n',
    });
    expect(changes()).toEqual([]);
  });
});
