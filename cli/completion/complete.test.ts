import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { sampleListed, sampleLists, sampleRequest, sampleRequestable } from '@/test/zli-samples';
import { refuse } from '@/test/zli-server';
import { createZli } from '../context';
import { createProgram } from '../program';
import { openTerminal } from '../terminal';
import { writeCompletion } from './write-completion';

const world = useZli();
const complete = async (...args: string[]) => {
  const { code, stdout, stderr } = await world.run(['complete', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
};

beforeEach(() => {
  world.server.on('GET targets', () => sampleLists({ Shell: [sampleListed()] }));
  world.server.on('GET access/requestable', () => [
    sampleRequestable({ id: 'b', name: 'orders-db', type: 'Db', targetUsers: ['dba'] }),
    sampleRequestable({ id: 'c', name: 'x$(touch pwned)' }),
    sampleRequestable({ id: 'd', name: '--help' }),
  ]);
  world.server.on('GET access/requests', () => [sampleRequest()]);
});

describe('the values of an argument', () => {
  test('targets with and without their users, and only names that a shell needs not quote', async () => {
    expect(await complete('targets')).toEqual([
      'orders-db.prod\tDb',
      'dba@orders-db.prod\tDb',
      'prod-web.prod\tLinux',
      'root@prod-web.prod\tLinux',
    ]);
    expect(await complete('targets', 'pr')).toEqual(['prod-web.prod\tLinux']);
  });

  test('after user@, the targets that the user can have access to, now or on request', async () => {
    expect(await complete('targets', 'dba@')).toEqual(['dba@orders-db.prod\tDb']);
    expect(await complete('targets', 'root@')).toEqual(['root@prod-web.prod\tLinux']);
  });

  test('requests by their short ids, for an admin and for the requester', async () => {
    expect(await complete('undecided', '0b')).toEqual([
      '0b51c3de\tengineer@acme.test: prod-web.prod as root, Shell',
    ]);
    expect(world.server.calls.at(-1)?.query.toString()).toBe('state=waiting&whose=all');
    expect(new Set(await complete('open', 'prod'))).toEqual(
      new Set(['prod-web.prod\tprod-web.prod as root, Shell']),
    );
  });

  test('an error prints nothing', async () => {
    world.server.on('GET access/requests', () => refuse(403, 'forbidden', 'Only an admin can do this.'));
    expect(await complete('undecided')).toEqual([]);
  });
});

describe('bash', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zli-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const zli = join(folder, 'zli');
  // Prints its arguments after two values.
  writeFileSync(
    zli,
    '#!/bin/sh\nprintf "root@prod-web.prod\\tLinux\\nroot@prod-\\$(id)\\tLinux\\n"\necho "$*" >&2\n',
  );
  chmodSync(zli, 0o755);
  const output = { silent: false, debug: false };
  const script = writeCompletion('bash', createProgram(createZli(openTerminal(output), {} as never), output));
  const replies = (line: string) =>
    execFileSync(
      'bash',
      ['-c', `${script}\nCOMP_LINE=$1 COMP_POINT=\${#1}; _zli; printf '%s\\n' "\${COMPREPLY[@]}"`, '-', line],
      { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } },
    )
      .split('\n')
      .slice(0, -1);

  test('values come after the options of a command, and what follows the @ replaces it', () => {
    expect(replies('zli connect root@pr')).toEqual(['prod-web.prod', 'prod-$(id)']);
    expect(replies('zli connect ')).toEqual(expect.arrayContaining(['--reason', 'root@prod-web.prod']));
  });

  test('an option, and what comes after the argument, has no values', () => {
    expect(replies('zli connect --re')).toEqual(['--reason']);
    expect(replies('zli connect root@prod-web.prod r')).toEqual(['']);
    expect(replies('zli log')).toEqual(['login', 'logout']);
  });
});
