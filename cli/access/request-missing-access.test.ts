import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { inSeconds, requestId, sampleRequest, sampleRequestable, targetId } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import { useSshd } from '@/test/zli-sshd';
import type { AccessRequest } from './access-request';

const world = useZli();
const served = useSshd(world);
const offer = { targetUsers: ['root'], targetGroups: [], verbs: ['Shell'], automatic: false, duration: 60 };
const missing = refuse(403, 'no-access', "You don't have access to prod-web. You can request it.", {
  requestable: true,
  targetId,
});

/** The request in its current state; the connection opens only while it is active. */
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
  // Answers at the decision, as the product does.
  world.server.on(`GET access/requests/${requestId}`, async ({ query, at }) => {
    const until = at + Number(query.get('wait')) * 1000;
    while (request.state === 'Pending' && Date.now() < until) await wait(20);
    return request;
  });
});

const requested = () =>
  world.server.calls.filter(({ method, path }) => `${method} ${path}` === 'POST access/requests');
const connect = (...args: string[]) => world.start(['connect', 'root@prod-web', ...args]);

describe('missing access', () => {
  test('without a reason and a terminal, names the options to add and requests nothing', async () => {
    expect(await connect('--', 'true').ended).toMatchObject({
      code: 1,
      stderr:
        'You don\'t have access to prod-web. You can request it. It needs admin approval. Access lasts 1 hour from approval. Add --reason "…" to request it, and --wait to wait for approval.\n',
    });
    expect(requested()).toEqual([]);
  });

  test('with a reason it is requested without a question; the next steps are printed', async () => {
    const { code, stderr } = await connect('--reason', 'The disk is full', '--', 'true').ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Requested prod-web.prod as root, Shell for 1 hour.
Notified: admin@acme.test, second@acme.test.
After approval, connect with: zli connect root@prod-web.prod (add --wait to wait for approval)
`,
    });
    expect(requested().map(({ body }) => body)).toEqual([
      { targetId, targetUser: 'root', targetGroups: [], verbType: 'Shell', reason: 'The disk is full' },
    ]);
  });

  test('--wait connects when it is approved, with the exit code of the command', async () => {
    const zli = connect('--reason', 'The disk is full', '--wait', '--', 'sh', '-c', 'echo in; exit 3');
    await zli.waitForOutput('Waiting for approval. Ctrl-C stops waiting; the request stays open.');
    decide(approved);
    expect(await zli.ended).toMatchObject({ code: 3, stdout: 'in\n' });
    expect(zli.stderr()).toMatch(/Approved by admin@acme\.test until \d\d:\d\d\.\n$/);
  });

  test('an automatically approved request connects immediately', async () => {
    world.server.on('POST access/requests', () => {
      decide({ ...approved, automatic: true, decidedBy: null });
      return request;
    });
    const run = await connect('--reason', 'The disk is full', '--', 'echo', 'in').ended;
    expect(run).toMatchObject({ code: 0, stdout: 'in\n' });
    expect(run.stderr).toContain('Approved automatically until');
  });

  test('an open request is reused', async () => {
    open = request;
    const zli = connect('--wait', '--', 'true');
    await zli.waitForOutput(
      'Your request for prod-web.prod as root, Shell is pending. Notified: admin@acme.test, second@acme.test.\nWaiting for approval.',
    );
    decide(approved);
    expect((await zli.ended).code).toBe(0);
    expect(requested()).toEqual([]);
  });

  test('without --wait and a terminal, a pending request is an error that says how to go on', async () => {
    open = request;
    for (const args of [[], ['--reason', 'x']])
      expect(await connect(...args, '--', 'true').ended).toMatchObject({
        code: 1,
        stderr:
          'Your request for prod-web.prod as root, Shell is pending. After approval, connect with: zli connect root@prod-web.prod (add --wait to wait for approval)\n',
      });
    expect(requested()).toEqual([]);
  });

  test('an open request for other access to the target is an error with the command to cancel it', async () => {
    open = sampleRequest({ targetUser: 'deploy' });
    const { code, stderr } = await connect('--reason', 'x', '--', 'true').ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `You already have a pending request for prod-web.prod as deploy, Shell. To request other access, cancel it first: zli end ${requestId}\n`,
    });
  });

  test('the message of the server is printed if access cannot be requested', async () => {
    world.server.on('POST connections/universal', () =>
      refuse(403, 'no-access', "You don't have access. Ask an admin to add you to a policy.", {
        requestable: false,
        targetId,
      }),
    );
    expect(await connect('--reason', 'x', '--', 'true').ended).toMatchObject({
      code: 1,
      stderr: "You don't have access. Ask an admin to add you to a policy.\n",
    });
  });
});

describe('the end of waiting', () => {
  const waiting = async () => {
    const zli = connect('--reason', 'x', '--wait', '--', 'true');
    await zli.waitForOutput('Waiting for approval');
    return zli;
  };

  test.each<[Partial<AccessRequest>, string]>([
    [
      { state: 'Denied', decidedBy: 'admin@acme.test', decisionReason: 'Use\nthe replica' },
      'Denied by admin@acme.test: Use the replica',
    ],
    [{ state: 'Lapsed' }, 'Timed out.'],
    [
      { state: 'Invalidated', decisionReason: 'The policy is gone' },
      'Cancelled: policy changed (The policy is gone)',
    ],
    [{ state: 'Cancelled' }, 'Cancelled by requester.'],
    [{ state: 'Revoked', accessExpirationTime: inSeconds(60) }, 'Revoked by an admin.'],
  ])('%o', async (more, sentence) => {
    const zli = await waiting();
    decide(more);
    const { code, stderr } = await zli.ended;
    expect({ code, last: stderr.trim().split('\n').at(-1) }).toEqual({ code: 1, last: sentence });
  });

  test('Ctrl-C stops waiting, leaves the request open and prints how to cancel it', async () => {
    const zli = await waiting();
    zli.child.kill('SIGINT');
    const { code, stderr } = await zli.ended;
    expect(code).toBe(1);
    expect(stderr).toContain(
      `Stopped waiting; the request stays open. After approval, connect with: zli connect root@prod-web.prod (cancel with: zli end ${requestId})`,
    );
    expect(world.server.calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  test('waiting goes on while the server is unreachable, refuses a call beyond a limit, and is busy', async () => {
    const zli = await waiting();
    await world.server.stop();
    await missCall(world.server.url);
    const refusals = [
      refuse(429, 'too-many-requests', 'Too many requests.'),
      refuse(503, 'busy', 'The server is busy.'),
    ];
    world.server.on(`GET access/requests/${requestId}`, () => refusals.shift() ?? request);
    await world.server.start();
    decide(approved);
    expect((await zli.ended).code).toBe(0);
  });
});

describe('on a terminal', () => {
  test('prompts for confirmation, target user and reason, and shows how long it waits', async () => {
    world.server.on(`GET access/requestable/${targetId}`, () => ({
      target: request.target,
      offers: [{ ...offer, targetUsers: ['root', 'deploy'] }],
      open,
    }));
    world.server.on('POST connections/universal', () =>
      refuse(403, 'user-not-allowed', 'Choose a target user. Allowed target users: root, deploy.', {
        allowedTargetUsers: ['root', 'deploy'],
        requestable: true,
        targetId,
      }),
    );
    const zli = world.start(['connect', 'prod-web', '--', 'echo', 'in'], { isTerminal: true });
    const answer = async (question: string, text: string) => {
      await zli.waitForOutput(question);
      zli.child.stdin?.write(`${text}\n`);
    };
    await answer('Request access now? [y/N]', 'y');
    await answer('Which target user? (root, deploy)', 'root');
    await answer('Reason for access:', 'The disk is full');
    await zli.waitForOutput(/Waiting 0:0[1-9]/);
    decide(approved);
    const { code, stdout } = await zli.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/Approved by admin@acme\.test until \d\d:\d\d\.\r\nin\r\n/);
    expect(requested()[0]?.body).toMatchObject({ targetUser: 'root', reason: 'The disk is full' });
  });

  test('Enter waits for a pending request; n does not', async () => {
    open = request;
    const question =
      'Your request for prod-web.prod as root, Shell is pending. Notified: admin@acme.test, second@acme.test. Wait for it? [Y/n] ';
    const connectWith = async (answer: string) => {
      const zli = world.start(['connect', 'root@prod-web', '--', 'echo', 'in'], { isTerminal: true });
      await zli.waitForOutput(question);
      zli.child.stdin?.write(answer);
      return zli;
    };
    const declined = await (await connectWith('n\n')).ended;
    expect(declined.code).toBe(1);
    expect(declined.stdout).toContain('After approval, connect with: zli connect root@prod-web.prod');
    // Ctrl-D
    expect((await (await connectWith('\u0004')).ended).code).toBe(1);
    const zli = await connectWith('\n');
    await zli.waitForOutput('Waiting for approval.');
    decide(approved);
    expect((await zli.ended).code).toBe(0);
    expect(requested()).toEqual([]);
  });

  test('requests nothing by default', async () => {
    const zli = world.start(['connect', 'root@prod-web'], { isTerminal: true });
    await zli.waitForOutput(
      'You can request it. It needs admin approval. Access lasts 1 hour from approval. Request access now? [y/N]',
    );
    zli.child.stdin?.write('\n');
    expect((await zli.ended).code).toBe(1);
    expect(requested()).toEqual([]);
  });
});

/** Waits until somebody has called a server that is away. */
async function missCall(url: string): Promise<void> {
  const nobody = createServer((socket) => socket.destroy()).listen(Number(new URL(url).port), '127.0.0.1');
  await once(nobody, 'connection');
  nobody.close();
  await once(nobody, 'close');
}
