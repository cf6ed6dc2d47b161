import { once } from 'node:events';
import { createServer } from 'node:net';
import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { inSeconds, requestId, sampleRequest, sampleRequestable, targetId } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import { useSshd } from '@/test/zli-sshd';
import type { AccessRequest } from './access-request';

const world = useZli();
const served = useSshd(world);
const offer = { targetUsers: ['root'], targetGroups: [], verbs: ['Shell'], automatic: false, duration: 60 };
const missing = refuse(403, 'no-access', 'Nothing gives access to prod-web now. You may ask for it.', {
  requestable: true,
  targetId,
});

/** The request as it stands; the connection opens only while it gives access. */
let request: AccessRequest;
let open: AccessRequest | null;
const decide = (more: Partial<AccessRequest>) => {
  request = sampleRequest(more);
  if (request.state === 'Active') served.connect();
};
const approved = {
  state: 'Active',
  decidedBy: 'admin@acme.test',
  accessExpirationTime: inSeconds(3600),
} as const;

beforeEach(() => {
  open = null;
  request = sampleRequest();
  world.server.on('POST connections/universal', () => missing);
  world.server.on('GET access/requestable', () => [sampleRequestable()]);
  world.server.on(`GET access/requestable/${targetId}`, () => ({
    target: request.target,
    offers: [offer],
    open,
  }));
  world.server.on('POST access/requests', () => request);
  world.server.on(`GET access/requests/${requestId}`, () => request);
});

const asked = () =>
  world.server.calls.filter(({ method, path }) => `${method} ${path}` === 'POST access/requests');
const connect = (...args: string[]) => world.start(['connect', 'root@prod-web', ...args]);

describe('access that is missing', () => {
  test('without a reason, and nobody there to ask: says what to add, asks for nothing', async () => {
    expect(await connect('--', 'true').ended).toMatchObject({
      code: 1,
      stderr:
        'Nothing gives access to prod-web now. You may ask for it. Add --reason "…" to ask for it, and --wait to wait for the decision.\n',
    });
    expect(asked()).toEqual([]);
  });

  test('with a reason it is asked for at once; who does not wait is told how to go on', async () => {
    const { code, stderr } = await connect('--reason', 'The disk is full', '--', 'true').ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Asked for prod-web.prod as root, Shell, for 1 hour.
Told: admin@acme.test, second@acme.test.
zli connect root@prod-web.prod connects once it is approved; --wait waits for that.
`,
    });
    expect(asked().map(({ body }) => body)).toEqual([
      { targetId, targetUser: 'root', targetGroups: [], verbType: 'Shell', reason: 'The disk is full' },
    ]);
  });

  test('--wait connects when it is approved, with the exit code of the command', async () => {
    const zli = connect('--reason', 'The disk is full', '--wait', '--', 'sh', '-c', 'echo in; exit 3');
    await zli.said('Waiting for the decision; Ctrl-C ends the waiting, not the request.');
    decide(approved);
    expect(await zli.ended).toMatchObject({ code: 3, stdout: 'in\n' });
    expect(zli.stderr()).toMatch(/Approved by admin@acme\.test until \d\d:\d\d\.\n$/);
  });

  test('what a policy approves at once connects at once', async () => {
    world.server.on('POST access/requests', () => {
      decide({ ...approved, automatic: true, decidedBy: null });
      return request;
    });
    const run = await connect('--reason', 'The disk is full', '--', 'echo', 'in').ended;
    expect(run).toMatchObject({ code: 0, stdout: 'in\n' });
    expect(run.stderr).toContain('Approved automatically until');
  });

  test('a request that is open already is taken up, not asked again', async () => {
    open = request;
    const zli = connect('--wait', '--', 'true');
    await zli.said(
      'You have asked already for prod-web.prod as root, Shell. Told: admin@acme.test, second@acme.test.',
    );
    decide(approved);
    expect((await zli.ended).code).toBe(0);
    expect(asked()).toEqual([]);
  });

  test('another open request on the target stands in the way, and is named', async () => {
    open = sampleRequest({ targetUser: 'deploy' });
    const { code, stderr } = await connect('--reason', 'x', '--', 'true').ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `You have asked for prod-web.prod as deploy, Shell, and only one request at a time is possible: zli end ${requestId} ends it.\n`,
    });
  });

  test('what may not be asked for is told as the server says it', async () => {
    world.server.on('POST connections/universal', () =>
      refuse(403, 'no-access', 'Nothing gives access. Ask an admin for a policy.', {
        requestable: false,
        targetId,
      }),
    );
    expect(await connect('--reason', 'x', '--', 'true').ended).toMatchObject({
      code: 1,
      stderr: 'Nothing gives access. Ask an admin for a policy.\n',
    });
  });
});

describe('the end of waiting', () => {
  const waiting = async () => {
    const zli = connect('--reason', 'x', '--wait', '--', 'true');
    await zli.said('Waiting for the decision');
    return zli;
  };

  test.each<[Partial<AccessRequest>, string]>([
    [
      { state: 'Denied', decidedBy: 'admin@acme.test', decisionReason: 'Use\nthe replica' },
      'Denied by admin@acme.test: Use the replica',
    ],
    [{ state: 'Lapsed' }, 'Nobody decided in time, so the request lapsed. Ask again.'],
    [
      { state: 'Invalidated', decisionReason: 'The policy is gone' },
      'The request is void: The policy is gone',
    ],
    [{ state: 'Cancelled' }, 'The request was taken back.'],
    [{ state: 'Revoked', endReason: 'Not now' }, 'The access was revoked: Not now'],
  ])('%o', async (more, sentence) => {
    const zli = await waiting();
    decide(more);
    const { code, stderr } = await zli.ended;
    expect({ code, last: stderr.trim().split('\n').at(-1) }).toEqual({ code: 1, last: sentence });
  });

  test('Ctrl-C ends the waiting, not the request, and says how to take it back', async () => {
    const zli = await waiting();
    zli.child.kill('SIGINT');
    const { code, stderr } = await zli.ended;
    expect(code).toBe(1);
    expect(stderr).toContain(
      `No longer waiting, but the request stands: zli connect root@prod-web.prod connects once it is approved, zli end ${requestId} takes it back.`,
    );
    expect(world.server.calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  test('a server that is away for a while is no decision', async () => {
    const zli = await waiting();
    await world.server.stop();
    await missCall(world.server.url);
    await world.server.start();
    decide(approved);
    expect((await zli.ended).code).toBe(0);
  });
});

describe('on a terminal', () => {
  test('asks whether, as whom and why, shows how long it waits', async () => {
    world.server.on(`GET access/requestable/${targetId}`, () => ({
      target: request.target,
      offers: [{ ...offer, targetUsers: ['root', 'deploy'] }],
      open,
    }));
    world.server.on('POST connections/universal', () =>
      refuse(403, 'user-not-allowed', 'Say as whom. Allowed target users: root, deploy.', {
        allowedTargetUsers: ['root', 'deploy'],
        requestable: true,
        targetId,
      }),
    );
    const zli = world.start(['connect', 'prod-web', '--', 'echo', 'in'], { isTerminal: true });
    const answer = async (question: string, text: string) => {
      await zli.said(question);
      zli.child.stdin?.write(`${text}\n`);
    };
    await answer('Ask now? [y/N]', 'y');
    await answer('Which target user? (root, deploy)', 'root');
    await answer('Why do you need it?', 'The disk is full');
    await zli.said(/Waiting 0:0[1-9]/);
    decide(approved);
    const { code, stdout } = await zli.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/Approved by admin@acme\.test until \d\d:\d\d\.\r\nin\r\n/);
    expect(asked()[0]?.body).toMatchObject({ targetUser: 'root', reason: 'The disk is full' });
  });

  test('no is no', async () => {
    const zli = world.start(['connect', 'root@prod-web'], { isTerminal: true });
    await zli.said('Ask now? [y/N]');
    zli.child.stdin?.write('\n');
    expect((await zli.ended).code).toBe(1);
    expect(asked()).toEqual([]);
  });
});

/** Waits until somebody has called a server that is away. */
async function missCall(url: string): Promise<void> {
  const nobody = createServer((socket) => socket.destroy()).listen(Number(new URL(url).port), '127.0.0.1');
  await once(nobody, 'connection');
  nobody.close();
  await once(nobody, 'close');
}
