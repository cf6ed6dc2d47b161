import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { endInput } from '@/test/end-input';
import { useZli } from '@/test/run-zli';
import { connectionId, inSeconds } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import { useSshd } from '@/test/zli-sshd';

const world = useZli();
const served = useSshd(world);

const closes = () => world.server.count(`PATCH connections/${connectionId}/close`);
const watches = () => world.server.calls.filter(({ path }) => path.endsWith('/watch'));
const credentials = () => world.server.count(`POST connections/${connectionId}/credential`);
const soon = { timeout: 15_000, interval: 20 };
const shell = ['connect', `${served.account}@prod-web.prod`, '--', 'sh', '-c'];
const connect = (...args: string[]) => world.start(['connect', `${served.account}@prod-web.prod`, ...args]);

describe('the end of access ends the session', () => {
  const sleeping = ['--', 'sh', '-c', 'echo ready; sleep 600'];

  test('at its time: exit code 8, how to request it again, and no line before that where no terminal is', async () => {
    const zli = connect(...sleeping);
    await zli.waitForOutput('ready');
    served.accessEnds = inSeconds(1);
    expect(await zli.ended).toMatchObject({
      code: 8,
      stderr: expect.stringMatching(
        /^Your access to .* (ended|has expired).*Request it again with: zli request root@prod-web\.prod\n$/,
      ),
    });
  });

  test.each([
    ['policy-edited', 7],
    ['access-ended', 8],
    ['closed', 0],
    ['quiet', 1],
  ])('closed at the server, %s: exit code %i', async (closeReason, code) => {
    const zli = connect(...sleeping);
    await zli.waitForOutput('ready');
    served.closed = { closeReason, message: 'Because.' };
    expect(await zli.ended).toMatchObject({ code, stderr: 'Because.\n' });
    expect(closes()).toBe(0);
  });

  test('an unreachable server does not extend a session', async () => {
    const zli = connect(...sleeping);
    await zli.waitForOutput('ready');
    await changeEnd(inSeconds(2));
    await world.server.stop();
    try {
      const { code, stderr } = await zli.ended;
      expect(code).toBe(8);
      expect(stderr).toContain(
        'Your access to prod-web.prod has expired. Request it again with: zli request',
      );
    } finally {
      await world.server.start();
    }
  });

  test('a session goes on while another policy gives access', async () => {
    const zli = world.start([...shell, 'echo ready; read -r line; echo "$line"'], { isOpen: true });
    await zli.waitForOutput('ready');
    await changeEnd(inSeconds(1));
    served.accessEnds = null;
    // The call of the clock, after the known end.
    await vi.waitFor(() => expect(watches().some(({ body }) => body.seconds === 0)).toBe(true), soon);
    endInput(zli.child, 'still here\n');
    expect(await zli.ended).toMatchObject({ code: 0, stdout: 'ready\nstill here\n' });
  });

  test('a revoked login ends it too', async () => {
    world.server.on(`POST connections/${connectionId}/watch`, () => refuse(401, 'not-signed-in', '…'));
    expect(await connect(...sleeping).ended).toMatchObject({
      code: 8,
      stderr: expect.stringContaining('Your login has expired.'),
    });
  });

  test('a program that ignores SIGTERM is killed', async () => {
    writeFileSync(
      join(world.programs, 'ssh'),
      '#!/bin/sh\ntrap "" TERM HUP\necho ready\nwhile :; do sleep 1; done\n',
      { mode: 0o755 },
    );
    try {
      const zli = connect();
      await zli.waitForOutput('ready');
      served.closed = { closeReason: 'access-ended', message: 'Over.' };
      expect((await zli.ended).code).toBe(8);
    } finally {
      writeFileSync(join(world.programs, 'ssh'), '#!/bin/sh\nexec /usr/bin/ssh "$@"\n', { mode: 0o755 });
    }
  });
});

test('a session in a terminal reads a line a few minutes before the end', async () => {
  const zli = world.start([...shell, 'echo ready; sleep 600'], { isTerminal: true });
  await zli.waitForOutput('ready');
  await changeEnd(inSeconds(300));
  const line =
    /\r\nYour access to prod-web\.prod ends at \d\d:\d\d \(in 5 min\)\. To request more time, run in another terminal: zli request root@prod-web\.prod\r\n/;
  await zli.waitForOutput(line);
  served.closed = { closeReason: 'closed', message: 'Over.' };
  expect((await zli.ended).stdout.match(/To request more time/g)).toHaveLength(1);
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends ssh, and closes the connection', async (signal, code) => {
  const zli = connect('--', 'sh', '-c', 'echo ready; sleep 600');
  await zli.waitForOutput('ready');
  const ssh = childrenOf(zli.child.pid);
  zli.child.kill(signal);
  expect((await zli.ended).code).toBe(code);
  expect(ssh.map(isAlive)).toEqual([false]);
  expect(closes()).toBe(1);
});

test.each([
  ['connect', () => connect('--', 'sh', '-c', 'echo ready; sleep 600'), 'ready'],
  ['ssh-proxy', startProxy, 'SSH-2.0'],
] as const)('%s closes the connection despite a signal meanwhile', async (_name, start, ready) => {
  const zli = start();
  await zli.waitForOutput(ready);
  world.server.on(`PATCH connections/${connectionId}/close`, () => {
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) zli.child.kill(signal);
    return new Promise(() => {}); // zli stops waiting by itself
  });
  served.accessEnds = inSeconds(1);
  expect(await zli.ended).toMatchObject({ code: 8, stderr: expect.stringContaining('has expired.') });
  expect(closes()).toBe(1);
});

test('credentials are renewed while the session lasts', async () => {
  served.certificateSeconds = 64; // renewed a minute before its end
  const zli = connect('--', 'sh', '-c', 'echo ready; sleep 600');
  await zli.waitForOutput('ready');
  await vi.waitFor(() => expect(credentials()).toBeGreaterThan(1), soon);
  zli.child.kill('SIGTERM');
  await zli.ended;
});

function startProxy() {
  const socket = join(world.folder, 'ssh', 'signal');
  return world.start(['ssh-proxy', 'prod-web', '22', served.account, socket], { isOpen: true });
}

/** Gives the access another end, and waits until `zli` knows of it. */
async function changeEnd(end: string): Promise<void> {
  const before = watches().length;
  served.accessEnds = end;
  await vi.waitFor(() => expect(watches().length).toBeGreaterThan(before), soon);
}

function childrenOf(pid: number | undefined): number[] {
  return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
