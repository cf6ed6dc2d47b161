import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findSshd } from '@/test/programs/openssh';
import { makeAuthority } from './authority';
import { publicKeyLine } from './public-key';
import { writeKrl } from './revocation-list';
import { type SshdSetup, sshdConfig, sshdSetupScript } from './sshd-setup';

const caPublicKeys = [makeAuthority(), makeAuthority()].map(({ publicKey }) =>
  publicKeyLine(publicKey, 'bzero'),
);
const krl = writeKrl({ revoked: [], version: 1n, generatedAt: new Date(), comment: '' });

/** A small system below a folder: the paths of the recipe lead there, and `sshd` uses the configuration there. */
let root: string;
let server: Server;
let served: Buffer;
let setup: SshdSetup;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'bzero-setup-'));
  for (const name of ['bin', 'etc/ssh', 'etc/systemd/system', 'usr/local/sbin', 'run'])
    mkdirSync(join(root, name), { recursive: true });
  writeProgram('sshd', `exec ${findSshd()} -f ${root}/etc/ssh/sshd_config -h ${root}/host-key "$@"`);
  writeProgram('id', 'echo 0'); // nothing here needs to be root
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(root, 'host-key')]);
  writeFileSync(join(root, 'etc/ssh/sshd_config'), `Include ${root}/etc/ssh/sshd_config.d/*.conf\n`);
  served = krl;
  server = createServer((_, response) => response.end(served)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  setup = {
    targetId: '6f1c24ab-1111-4000-8000-000000000001',
    caPublicKeys,
    principals: { root: ['bz:t:root', 'bz:t2:root'], "o'neil$(id)": ['bz:t:x'], empty: [] },
    krlUrl: `http://127.0.0.1:${port}/krl?a='b'&c=$HOME`,
  };
});

afterEach(() => {
  server.close();
  rmSync(root, { recursive: true });
});

function writeProgram(name: string, body: string): void {
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
}

function run(program: string, args: string[], input = ''): Promise<{ code: number; said: string }> {
  const env = { ...process.env, PATH: `${root}/bin:${process.env.PATH}` };
  return new Promise((resolve) => {
    const child = execFile(program, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
    child.stdin?.end(input);
  });
}

function paste(recipe = sshdSetupScript(setup)): Promise<{ code: number; said: string }> {
  return run('sh', [], recipe.replaceAll(/(?<![\w.*])\/(etc|usr\/local|run)\//g, `${root}/$1/`));
}

function read(name: string): string {
  return readFileSync(join(root, 'etc/ssh', name), 'utf8');
}

describe('the recipe', () => {
  test('writes authorities, principals and the list, and a configuration that sshd takes', async () => {
    expect(await paste()).toEqual({ code: 0, said: 'This server takes certificates of bzero now.\n' });
    expect(read('bzero/ca.pub')).toBe(`${caPublicKeys.join('\n')}\n`);
    expect(read('bzero/principals/root')).toBe('bz:t:root\nbz:t2:root\n');
    expect(read("bzero/principals/o'neil$(id)")).toBe('bz:t:x\n');
    expect(read('bzero/principals/empty')).toBe('');
    expect(readFileSync(join(root, 'etc/ssh/bzero/krl'))).toEqual(krl);
    expect(readFileSync(join(root, 'etc/cron.d/bzero-krl'), 'utf8')).toContain('* * * * * root ');
    const { said } = await run('sshd', ['-T']);
    expect(said).toContain(`trustedusercakeys ${root}/etc/ssh/bzero/ca.pub`);
    expect(said).toContain(`authorizedprincipalsfile ${root}/etc/ssh/bzero/principals/%u`);
    expect(said).toContain(`revokedkeys ${root}/etc/ssh/bzero/krl`);
  });

  test('run again, it takes away accounts that are gone', async () => {
    await paste();
    setup = { ...setup, principals: { deploy: ['bz:t:deploy'] } };
    expect(await paste()).toMatchObject({ code: 0 });
    expect(readdirSync(join(root, 'etc/ssh/bzero/principals'))).toEqual(['deploy']);
    expect(readdirSync(join(root, 'etc/ssh/bzero')).sort()).toEqual(['ca.pub', 'krl', 'principals']);
  });

  test('without a list to fetch sshd keeps the configuration it has', async () => {
    served = Buffer.from('Bad gateway');
    expect((await paste()).code).not.toBe(0);
    expect(existsSync(join(root, 'etc/ssh/sshd_config.d/00-bzero.conf'))).toBe(false);
  });

  test('a list that is none does not take the place of the last one', async () => {
    await paste();
    served = Buffer.from('Bad gateway');
    expect((await run(join(root, 'usr/local/sbin/bzero-krl'), [])).code).not.toBe(0);
    expect(readFileSync(join(root, 'etc/ssh/bzero/krl'))).toEqual(krl);
    expect(readdirSync(join(root, 'etc/ssh/bzero')).sort()).toEqual(['ca.pub', 'krl', 'principals']);
  });

  test('authorities that sshd trusts already are not pushed aside', async () => {
    writeFileSync(
      join(root, 'etc/ssh/sshd_config'),
      `${read('sshd_config')}TrustedUserCAKeys /etc/ssh/other.pub\n`,
    );
    const { code, said } = await paste();
    expect(code).toBe(1);
    expect(said).toContain('sshd has trustedusercakeys /etc/ssh/other.pub already');
  });

  test('a configuration that does not look into the folder is named', async () => {
    writeFileSync(join(root, 'etc/ssh/sshd_config'), 'Port 22\n');
    expect((await paste()).said).toContain('Put the line "Include /');
  });

  test('a configuration that sshd does not take is removed again', async () => {
    writeProgram('sshd', 'case $1 in -t) echo broken >&2; exit 255 ;; esac');
    const { code, said } = await paste();
    expect(code).toBe(1);
    expect(said).toContain('so it was removed again');
    expect(existsSync(join(root, 'etc/ssh/sshd_config.d/00-bzero.conf'))).toBe(false);
  });
});

test.each<[string, Partial<SshdSetup>, string]>([
  ['no authority', { caPublicKeys: [] }, 'no authority yet'],
  ['an account with a slash', { principals: { '../../etc/passwd': ['x'] } }, 'can’t be the name of a file'],
  ['an account with a line break', { principals: { 'a\nb': ['x'] } }, 'control character'],
  ['a principal with options', { principals: { root: ['command="id" x'] } }, 'could not read'],
  ['an address of two lines', { krlUrl: 'http://a\nb' }, 'line break'],
  ['an authority of two lines', { caPublicKeys: ['a\nb'] }, 'line break'],
])('%s is refused', (_, change, words) => {
  expect(() => sshdSetupScript({ ...setup, ...change })).toThrow(words);
  expect(() => sshdConfig({ ...setup, ...change })).toThrow(words);
});
