import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tunnelAccount } from '@/lib/core/target/tunnel';
import { makeServerRoot, type ServerRoot } from '@/test/server-root';
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
let machine: ServerRoot;
let root: string;
let server: Server;
let served: Buffer;
/** How far the console's clock is ahead of this server's, in seconds. */
let consoleAhead: number;
let setup: SshdSettings;

beforeEach(async () => {
  machine = await makeServerRoot();
  root = machine.root;
  served = krl;
  consoleAhead = 0;
  server = createServer((_, response) => {
    response.setHeader('date', new Date(Date.now() + consoleAhead * 1000).toUTCString());
    response.end(served);
  }).listen(0, '127.0.0.1');
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
  machine.remove();
});

const writeProgram: ServerRoot['writeProgram'] = (...program) => machine.writeProgram(...program);
const run: ServerRoot['run'] = (...command) => machine.run(...command);
const inRoot: ServerRoot['inRoot'] = (script) => machine.inRoot(script);

function runScript(script = sshdSetupScript(setup)): ReturnType<ServerRoot['run']> {
  return run('sh', [], inRoot(script));
}

/** The path, mode and text of every file that the script writes. */
function snapshot(): string[] {
  return ['etc', 'usr/local/sbin'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => {
        const stats = statSync(join(root, folder, name));
        const text = stats.isFile() ? readFileSync(join(root, folder, name), 'utf8') : '';
        return `${folder}/${name} ${stats.mode.toString(8)} ${text}`;
      }),
  );
}

/** Makes one call of a program break, which is chosen by its number. Those that change what sshd and cron read are counted. */
function breakSteps(): { breakAt(step: number, how: string): void; wasReached(): boolean } {
  const [counted, chosen, broken] = [join(root, 'counted'), join(root, 'chosen'), join(root, 'broken')];
  for (const name of ['curl', 'install', 'mv', 'rm']) {
    writeProgram(
      name,
      `read -r n <${counted}; read -r at <${chosen}; n=$((n + 1)); echo $n >${counted}
[ $n != "$at" ] || . ${broken}
exec /usr/bin/${name} "$@"`,
    );
  }
  return {
    breakAt(step, how) {
      writeFileSync(broken, how);
      writeFileSync(counted, '0\n');
      writeFileSync(chosen, `${step}\n`);
    },
    wasReached: () => Number(readFileSync(counted, 'utf8')) >= Number(readFileSync(chosen, 'utf8')),
  };
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

  test('it refuses principals of others above the Include, as on images of clouds, and changes nothing', async () => {
    writeFileSync(
      join(root, 'etc/ssh/sshd_config'),
      `AuthorizedPrincipalsFile /etc/ssh/auth_principals/%u\n${read('sshd_config')}`,
    );
    const { code, output } = await run('sh', [], inRoot(sshdSetupScript(setup)));
    expect(code).toBe(1);
    expect(output).toContain('sshd already uses authorizedprincipalsfile /etc/ssh/auth_principals/%u.');
    expect(readdirSync(join(root, 'etc/ssh'))).toEqual(['sshd_config']);
  });

  test.each([
    ['Match User root\n  PubkeyAuthentication no\nMatch all\n', "sshd uses 'pubkeyauthentication no'"],
    ['Match User root\n  PermitRootLogin no\nMatch all\n', 'sshd uses PermitRootLogin no'],
    [
      'Match User root\n  AuthorizedPrincipalsCommand /bin/true\n  AuthorizedPrincipalsCommandUser nobody\nMatch all\n',
      "sshd uses 'authorizedprincipalscommand /bin/true'",
    ],
    ['Match User nobody\n', "For root, sshd uses 'trustedusercakeys none'"],
  ])('it names the account for which certificates do not count: %s', async (lines, message) => {
    writeFileSync(join(root, 'etc/ssh/sshd_config'), `${lines}${read('sshd_config')}`);
    expect(await runScript()).toMatchObject({ code: 1, output: expect.stringContaining(message) });
  });

  test.each([-400, 150])('it names the clock of the server, here %i seconds ahead', async (ahead) => {
    consoleAhead = -ahead;
    const { code, output } = await runScript();
    const [, seconds] =
      /^The clock of this server is (-?\d+) seconds ahead of the console's/m.exec(output) ?? [];
    expect(code).toBe(1);
    expect(Math.abs(Number(seconds) - ahead)).toBeLessThan(30);
  });

  test('a Match on address or port of the server does not stop it', async () => {
    writeFileSync(
      join(root, 'etc/ssh/sshd_config'),
      `Match LocalPort 2222\n  X11Forwarding no\nMatch LocalAddress 10.0.0.1\n  X11Forwarding no\nMatch all\n${read('sshd_config')}`,
    );
    expect(await runScript()).toMatchObject({ code: 0 });
  });

  test('it works in the environment of cron, and without the proxy of a shell', async () => {
    const script = inRoot(sshdSetupScript(setup));
    expect(await run('env', ['-i', `PATH=${root}/bin:/usr/bin:/bin`, 'sh'], script)).toMatchObject({
      code: 0,
    });
    expect(await run('env', ['http_proxy=http://127.0.0.1:1', 'sh'], script)).toMatchObject({ code: 0 });
    const list = join(root, 'usr/local/sbin/bzero-krl');
    rmSync(join(root, 'etc/ssh/bzero/krl'));
    expect(await run('env', ['-i', 'PATH=/usr/bin:/bin', list])).toEqual({ code: 0, output: '' });
    expect(readFileSync(join(root, 'etc/ssh/bzero/krl'))).toEqual(krl);
  });

  test('a part of it changes nothing', async () => {
    const script = inRoot(sshdSetupScript(setup));
    for (const end of ['# The principals', 'RevokedKeys', "echo 'This server", 'set_up\n']) {
      expect((await run('sh', [], script.slice(0, script.lastIndexOf(end)))).output).not.toContain(
        'now accepts',
      );
      expect(readdirSync(join(root, 'etc/ssh'))).toEqual(['sshd_config']);
    }
  });

  test('it says how to name a proxy that the list needs', async () => {
    served = Buffer.from('<h1>Sign in</h1>');
    expect((await runScript()).output).toContain('name it in /root/.curlrc');
  });

  test('it keeps the previous configuration if sshd rejects the new one', async () => {
    await runScript();
    const before = read('sshd_config.d/00-bzero.conf');
    writeProgram('sshd', 'case $1 in -t) exit 255 ;; esac');
    setup = { ...setup, targetId: '6f1c24ab-1111-4000-8000-000000000002' };
    expect(await runScript()).toMatchObject({ code: 1 });
    expect(read('sshd_config.d/00-bzero.conf')).toBe(before);
    expect(readdirSync(join(root, 'etc/ssh/sshd_config.d'))).toEqual(['00-bzero.conf']);
  });

  test('killed or broken at each step in turn, it never leaves half a configuration, and ends the same', async () => {
    setup = { ...setup, principals: { root: ['bz:t:root'] } };
    const script = inRoot(sshdSetupScript(setup));
    await run('sh', [], script);
    const whole = snapshot();
    const config = read('sshd_config.d/00-bzero.conf');
    // The real sshd, asked once, so that a hundred runs stay cheap.
    writeFileSync(join(root, 'settings'), (await run('sshd', ['-T'])).output);
    writeProgram('sshd', `[ "$1" = -t ] || exec cat ${root}/settings`);
    for (const name of ['bzero', 'sshd_config.d', '../cron.d'])
      rmSync(join(root, 'etc/ssh', name), { recursive: true });
    const { breakAt, wasReached } = breakSteps();
    for (let step = 1; ; step += 1) {
      breakAt(step, step % 2 === 0 ? 'kill -9 0' : 'exit 1');
      const { code } = await run('setsid', ['--wait', 'sh'], script);
      const file = join(root, 'etc/ssh/sshd_config.d/00-bzero.conf');
      if (existsSync(file)) expect(readFileSync(file, 'utf8')).toBe(config);
      if (!wasReached()) break;
      // The next run begins with what this one left, and comes one step further.
      if (code === 0) expect(snapshot()).toEqual(whole);
    }
    expect(snapshot()).toEqual(whole);
  });

  test('it fails if sshd_config does not include the folder', async () => {
    writeFileSync(join(root, 'etc/ssh/sshd_config'), 'Port 22\n');
    expect((await runScript()).output).toContain('First add the line "Include /');
  });

  test('it removes a configuration that sshd rejects', async () => {
    writeProgram('sshd', 'case $1 in -t) echo broken >&2; exit 255 ;; esac');
    const { code, output } = await runScript();
    expect(code).toBe(1);
    expect(output).toContain('sshd rejected the configuration');
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
