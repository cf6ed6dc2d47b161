import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { connectionId, inSeconds } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import { useSshd } from '@/test/zli-sshd';

const world = useZli();
const served = useSshd(world);

const closes = () => world.server.count(`PATCH connections/${connectionId}/close`);
const credentials = () => world.server.count(`POST connections/${connectionId}/credential`);
const connect = (...args: string[]) => world.start(['connect', `${served.account}@prod-web.prod`, ...args]);

describe('the end of access ends the session within 5 s', () => {
  const sleeping = ['--', 'sh', '-c', 'echo ready; sleep 60'];

  test('at its time: exit code 8, and how to request it again', async () => {
    served.accessEnds = inSeconds(3);
    const end = Date.parse(served.accessEnds);
    const zli = connect(...sleeping);
    await zli.waitForOutput('ready');
    await wait(end - Date.now());
    served.closed = {
      closeReason: 'access-ended',
      message:
        'Your access to prod-web ended: it expired. Request it again with: zli request root@prod-web.prod',
    };
    const { code, stderr } = await zli.ended;
    const late = Date.now() - end;
    // On a busy machine the clock may be faster than the server's word: both say how to ask again.
    expect({ code, stderr }).toEqual({
      code: 8,
      stderr: expect.stringMatching(
        /^Your access to .* (ended|has expired).*Request it again with: zli request root@prod-web\.prod\n$/,
      ),
    });
    expect(late).toBeLessThan(5000);
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
    const startedAt = Date.now();
    expect(await zli.ended).toMatchObject({ code, stderr: 'Because.\n' });
    expect(Date.now() - startedAt).toBeLessThan(5000);
  });

  test('an unreachable server does not extend a session', async () => {
    served.accessEnds = inSeconds(4);
    const end = Date.parse(served.accessEnds);
    const zli = connect(...sleeping);
    await zli.waitForOutput('ready');
    await world.server.stop();
    try {
      const { code, stderr } = await zli.ended;
      expect(code).toBe(8);
      expect(stderr).toContain(
        'Your access to prod-web.prod has expired. Request it again with: zli request',
      );
      expect(Date.now()).toBeGreaterThanOrEqual(end);
      expect(Date.now() - end).toBeLessThan(5000);
    } finally {
      await world.server.start();
    }
  });

  test('a session goes on while another policy gives access', async () => {
    served.accessEnds = inSeconds(2);
    const zli = connect('--', 'sh', '-c', 'echo ready; sleep 4; echo still here');
    await zli.waitForOutput('ready');
    served.accessEnds = null;
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
      const startedAt = Date.now();
      expect((await zli.ended).code).toBe(8);
      expect(Date.now() - startedAt).toBeLessThan(5000);
    } finally {
      writeFileSync(join(world.programs, 'ssh'), '#!/bin/sh\nexec /usr/bin/ssh "$@"\n', { mode: 0o755 });
    }
  });
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends ssh, and closes the connection', async (signal, code) => {
  const zli = connect('--', 'sh', '-c', 'echo ready; sleep 60');
  await zli.waitForOutput('ready');
  const ssh = childrenOf(zli.child.pid);
  zli.child.kill(signal);
  expect((await zli.ended).code).toBe(code);
  expect(ssh.map(isAlive)).toEqual([false]);
  expect(closes()).toBe(1);
});

test('credentials are renewed a minute before they expire, and not after the session', async () => {
  served.certificateSeconds = 62;
  const zli = connect('--', 'sh', '-c', 'sleep 4');
  await zli.ended;
  const [first, second] = world.server.calls.filter(({ path }) => path.endsWith('/credential'));
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(1000);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(4000);
  const count = credentials();
  await wait(2500);
  expect(credentials()).toBe(count);
});

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
