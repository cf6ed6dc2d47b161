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
import { tunnelAccount } from '@/lib/core/target/tunnel';
import { endInput } from '@/test/end-input';
import { findSshd } from '@/test/programs/openssh';
import { makeAuthority } from './authority';
import { tunnelPrincipalLine } from './principal';
import { publicKeyLine } from './public-key';
import { writeKrl } from './revocation-list';
import { type SshdSettings, sshdConfig, sshdSetupScript } from './sshd-setup';

const caPublicKeys = [makeAuthority(), makeAuthority()].map(({ publicKey }) =>
  publicKeyLine(publicKey, 'bzero'),
);
const krl = writeKrl({ revoked: [], version: 1n, generatedAt: new Date(), comment: '' });

/** A small system in a folder: the script writes there, and `sshd` uses its configuration. */
let root: string;
let server: Server;
let served: Buffer;
let setup: SshdSettings;

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

function run(program: string, args: string[], input = ''): Promise<{ code: number; output: string }> {
  const env = { ...process.env, PATH: `${root}/bin:${process.env.PATH}` };
  return new Promise((resolve) => {
    const child = execFile(program, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
    endInput(child, input);
  });
}

function runScript(script = sshdSetupScript(setup)): Promise<{ code: number; output: string }> {
  return run('sh', [], script.replaceAll(/(?<![\w.*])\/(etc|usr\/local|run)\//g, `${root}/$1/`));
}

function read(name: string): string {
  return readFileSync(join(root, 'etc/ssh', name), 'utf8');
}

describe('the set-up script', () => {
  test('writes authorities, principals, the revocation list, and a configuration that sshd accepts', async () => {
    expect(await runScript()).toEqual({
      code: 0,
      output: 'This server now accepts certificates of bzero.\n',
    });
    expect(read('bzero/ca.pub')).toBe(`${caPublicKeys.join('\n')}\n`);
    expect(read('bzero/principals/root')).toBe('bz:t:root\nbz:t2:root\n');
    expect(read("bzero/principals/o'neil$(id)")).toBe('bz:t:x\n');
    expect(read('bzero/principals/empty')).toBe('');
    expect(readFileSync(join(root, 'etc/ssh/bzero/krl'))).toEqual(krl);
    expect(readFileSync(join(root, 'etc/cron.d/bzero-krl'), 'utf8')).toContain('* * * * * root ');
    const { output } = await run('sshd', ['-T']);
    expect(output).toContain(`trustedusercakeys ${root}/etc/ssh/bzero/ca.pub`);
    expect(output).toContain(`authorizedprincipalsfile ${root}/etc/ssh/bzero/principals/%u`);
    expect(output).toContain(`revokedkeys ${root}/etc/ssh/bzero/krl`);
  });

  test('creates the account for tunnels, which can only forward to what is listed', async () => {
    writeProgram('id', `[ "$1" = -u ] && echo 0`);
    writeProgram('useradd', `echo "$@" >${root}/useradd`);
    // What follows the Include is not part of the Match at its end.
    writeFileSync(join(root, 'etc/ssh/sshd_config'), `${read('sshd_config')}Port 2222\n`);
    const line = tunnelPrincipalLine('w', 'RDP', { host: 'win.acme.test', port: 3389 });
    setup = { ...setup, principals: { root: ['bz:t:root'], [tunnelAccount]: [line] } };
    expect(await runScript()).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'useradd'), 'utf8')).toMatch(/^--system .*nologin bzero-tunnel\n$/);
    expect(read('bzero/principals/bzero-tunnel')).toBe(
      'restrict,port-forwarding,permitopen="win.acme.test:3389" bz-rdp:w\n',
    );
    const of = async (user: string) =>
      (await run('sshd', ['-T', '-C', `user=${user},host=h,addr=127.0.0.1`])).output;
    expect(await of('bzero-tunnel')).toMatch(/^allowtcpforwarding local$.*^allowstreamlocalforwarding no$/ms);
    expect(await of('root')).toMatch(/^port 2222$.*^allowtcpforwarding yes$/ms);
  });

  test('run again, it removes accounts that no longer exist', async () => {
    await runScript();
    setup = { ...setup, principals: { deploy: ['bz:t:deploy'] } };
    expect(await runScript()).toMatchObject({ code: 0 });
    expect(readdirSync(join(root, 'etc/ssh/bzero/principals'))).toEqual(['deploy']);
    expect(readdirSync(join(root, 'etc/ssh/bzero')).sort()).toEqual(['ca.pub', 'krl', 'principals']);
  });

  test('without a revocation list, sshd keeps its configuration', async () => {
    served = Buffer.from('Bad gateway');
    expect((await runScript()).code).not.toBe(0);
    expect(existsSync(join(root, 'etc/ssh/sshd_config.d/00-bzero.conf'))).toBe(false);
  });

  test('an invalid list does not replace the last one', async () => {
    await runScript();
    served = Buffer.from('Bad gateway');
    expect((await run(join(root, 'usr/local/sbin/bzero-krl'), [])).code).not.toBe(0);
    expect(readFileSync(join(root, 'etc/ssh/bzero/krl'))).toEqual(krl);
    expect(readdirSync(join(root, 'etc/ssh/bzero')).sort()).toEqual(['ca.pub', 'krl', 'principals']);
  });

  test('it does not replace authorities that sshd already trusts', async () => {
    writeFileSync(
      join(root, 'etc/ssh/sshd_config'),
      `${read('sshd_config')}TrustedUserCAKeys /etc/ssh/other.pub\n`,
    );
    const { code, output } = await runScript();
    expect(code).toBe(1);
    expect(output).toContain('sshd already uses trustedusercakeys /etc/ssh/other.pub.');
  });

  test('it names each account for which a Match block has other files, and succeeds when run again without it', async () => {
    const before = read('sshd_config');
    writeFileSync(
      join(root, 'etc/ssh/sshd_config'),
      `Match User root\n  AuthorizedPrincipalsFile /other/%u\nMatch all\n${before}`,
    );
    const { code, output } = await runScript();
    expect(code).toBe(1);
    expect(output).toContain("For root, sshd uses 'authorizedprincipalsfile /other/%u' instead of '");
    expect(output).not.toContain('This server now accepts');
    writeFileSync(join(root, 'etc/ssh/sshd_config'), before);
    expect(await runScript()).toMatchObject({ code: 0, output: expect.stringContaining('now accepts') });
  });

  test('it fails if sshd_config does not include the folder', async () => {
    writeFileSync(join(root, 'etc/ssh/sshd_config'), 'Port 22\n');
    expect((await runScript()).output).toContain('First add the line "Include /');
  });

  test('it removes a configuration that sshd rejects', async () => {
    writeProgram('sshd', 'case $1 in -t) echo broken >&2; exit 255 ;; esac');
    const { code, output } = await runScript();
    expect(code).toBe(1);
    expect(output).toContain('so it was removed');
    expect(existsSync(join(root, 'etc/ssh/sshd_config.d/00-bzero.conf'))).toBe(false);
  });
});

test.each<[string, Partial<SshdSettings>, string]>([
  ['no authority', { caPublicKeys: [] }, 'no certificate authority yet'],
  ['an account with a slash', { principals: { '../../etc/passwd': ['x'] } }, 'is not a valid file name'],
  ['an account with a line break', { principals: { 'a\nb': ['x'] } }, 'control character'],
  ['a principal with options', { principals: { root: ['command="id" x'] } }, 'is not valid'],
  [
    'a tunnel with more options',
    { principals: { x: ['restrict,port-forwarding,permitopen="h:1",pty bz-rdp:x'] } },
    'is not valid',
  ],
  ['an address of two lines', { krlUrl: 'http://a\nb' }, 'line break'],
  ['an authority of two lines', { caPublicKeys: ['a\nb'] }, 'line break'],
])('%s is refused', (_, change, message) => {
  expect(() => sshdSetupScript({ ...setup, ...change })).toThrow(message);
  expect(() => sshdConfig({ ...setup, ...change })).toThrow(message);
});
