import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { sampleListed, sampleLists } from '@/test/zli-samples';
import { addInclude, removeInclude } from './include';
import { listSshHosts, noKnownHostsCommand, writeSshConfig } from './ssh-config';

const world = useZli();
const oneId = '11111111-1111-4111-8111-111111111111';
const one = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'prod-web',
  environment: 'prod',
  users: ['root'],
};
const several = {
  id: '22222222-2222-4222-8222-222222222222',
  name: 'stage web',
  environment: 'stage',
  users: ['deploy', 'root'],
};

test('each server has a block with its names, its user and the ProxyCommand', () => {
  const proxy = (
    name: string,
  ) => `  ProxyCommand zli ssh-proxy --server 'http://[fe80::1%%25en0]' '%n' %p '%r' '/home/x/50%% full/ssh/${name}'
  IdentityAgent "/home/x/50%% full/ssh/${name}"
  IdentitiesOnly no
  UserKnownHostsFile "/home/x/50%% full/ssh/${name}.hosts"
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  UpdateHostKeys no
  PubkeyAuthentication yes
  PubkeyAcceptedKeyTypes ssh-ed25519-cert-v01@openssh.com
  PreferredAuthentications publickey
  ControlMaster no
  ControlPath none
  ProxyUseFdpass no
  CanonicalizeHostname no
  ForwardAgent no
  ForwardX11 no
  VerifyHostKeyDNS no
  KnownHostsCommand none
`;
  expect(
    writeSshConfig(
      [one, several],
      ['zli', 'ssh-proxy', '--server', 'http://[fe80::1%25en0]'],
      '/home/x/50% full/ssh',
      [noKnownHostsCommand],
    ),
  ).toBe(`# Written by zli generate sshConfig. Changes are overwritten.

Host prod-web prod-web.prod
  HostKeyAlias 11111111-1111-4111-8111-111111111111
  User root
${proxy('%r@11111111')}
Host 22222222-2222-4222-8222-222222222222
  HostKeyAlias 22222222-2222-4222-8222-222222222222
  # Choose one of these. Without a user, ssh uses your local user name:
  # User deploy
  # User root
${proxy('%r@22222222')}
Host bzero-*
${proxy('%r@%n')}`);
});

test('ssh reads the configuration', () => {
  const path = join(world.programs, 'config');
  writeFileSync(path, writeSshConfig([one], ['zli', 'ssh-proxy'], '/tmp/a b/ssh'));
  const read = (host: string) =>
    execFileSync('ssh', ['-F', path, '-G', host], { encoding: 'utf8', stdio: 'pipe' });
  expect(read('prod-web.prod')).toContain('user root\n');
  expect(read('prod-web.prod')).toContain(`hostkeyalias ${one.id}\n`);
  expect(read('bzero-other')).toContain("proxycommand zli ssh-proxy '%n' %p '%r' '/tmp/a b/ssh/%r@%n'\n");
  expect(read('elsewhere')).not.toContain('zli');
});

test('whatever the server sends, ssh runs only zli, and only for the names of the servers', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(
      '\n',
      '\r',
      '\u2028',
      ' ',
      '"',
      "'",
      '`',
      '$(id)',
      '%h',
      '\\',
      '#',
      '*',
      '!',
      ';',
      'root',
      'ProxyCommand touch x',
    ),
    maxLength: 4,
  });
  const host = fc.record({ name: hostile, environment: hostile, users: fc.array(hostile, { maxLength: 3 }) });
  const keywords =
    /^( *(HostKeyAlias|ProxyCommand|IdentityAgent|IdentitiesOnly|UserKnownHostsFile|GlobalKnownHostsFile|StrictHostKeyChecking|UpdateHostKeys|Pubkey\w+|PreferredAuthentications|Control\w+|ProxyUseFdpass|CanonicalizeHostname|Forward\w+|VerifyHostKeyDNS)| *#|Host) |^$/;
  const plain = /^[\w.@+:=-]+$/;
  fc.assert(
    fc.property(fc.array(host, { minLength: 1, maxLength: 3 }), (hosts) => {
      const text = writeSshConfig(
        hosts.map((one) => ({ ...one, id: oneId })),
        ['zli', 'ssh-proxy'],
        '/tmp/ssh',
      );
      for (const line of text.split(/[\n\r\u2028]/)) {
        const user = /^ {2}User (.*)$/.exec(line)?.[1];
        if (user !== undefined) expect(user).toMatch(plain);
        else expect(line).toMatch(keywords);
        if (line.startsWith('Host ') && line !== 'Host bzero-*')
          for (const name of line.slice(5).split(' ')) expect(name).toMatch(plain);
        if (line.includes('ProxyCommand'))
          expect(line).toContain("ProxyCommand zli ssh-proxy '%n' %p '%r' '/tmp/ssh/%r@");
      }
    }),
  );
});

test('a target whose id is none is left out', () => {
  const lists = sampleLists({ Shell: [sampleListed({ id: "1';touch x;'" })] });
  expect(listSshHosts(lists)).toEqual([]);
});

test('the servers are those with any access now', () => {
  const web = sampleListed();
  const files = sampleListed({ allowedTargetUsers: [{ userName: 'deploy' }] });
  const other = sampleListed({ id: one.id, name: 'all-of-them', accessDetails: null });
  const hosts = listSshHosts(sampleLists({ Shell: [web, other], FileTransfer: [files] }));
  expect(hosts.map(({ name, users }) => [name, users])).toEqual([['prod-web', ['root', 'deploy']]]);
});

describe('the include in the user’s ssh configuration', () => {
  let folder = '';
  let count = 0;
  beforeEach(() => {
    folder = join(world.programs, `include-${count++}`);
    mkdirSync(folder);
  });

  test('is added once at the top, and removed completely', () => {
    const config = join(folder, 'config');
    const own = '\nHost mine\n  User me\n';
    writeFileSync(config, own, { mode: 0o644 });
    addInclude(config, '/x/bz');
    addInclude(config, '/x/bz');
    expect(readFileSync(config, 'utf8')).toBe(
      `# The servers of zli, written by zli generate sshConfig\nInclude "/x/bz"\n\n${own}`,
    );
    expect((statSync(config).mode & 0o777).toString(8)).toBe('644');
    removeInclude(config, '/x/bz');
    expect(readFileSync(config, 'utf8')).toBe(own);
  });

  test('a link stays a link; a configuration with nothing else is deleted', () => {
    writeFileSync(join(folder, 'real'), 'Host mine\n');
    symlinkSync(join(folder, 'real'), join(folder, 'config'));
    addInclude(join(folder, 'config'), '/x/bz');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toContain('Include "/x/bz"');
    addInclude(join(folder, 'new'), '/x/bz');
    removeInclude(join(folder, 'new'), '/x/bz');
    expect(readdirSync(folder).sort()).toEqual(['config', 'real']);
  });

  test('the command writes both files, prints the servers, and removes the files without access', async () => {
    const [mine, bz] = [join(folder, 'config'), join(folder, 'bz')];
    const generate = () => world.run(['generate', 'sshConfig', '--mySshPath', mine, '--bzSshPath', bz]);
    world.server.on('GET targets', () => sampleLists({ Shell: [sampleListed()] }));
    expect(await generate()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('ssh can now reach prod-web.prod.'),
    });
    expect(readFileSync(mine, 'utf8')).toContain(`Include "${bz}"`);
    expect((statSync(bz).mode & 0o777).toString(8)).toBe('600');
    const included = readFileSync(mine, 'utf8');
    writeFileSync(mine, `Host *\n  StrictHostKeyChecking no\n\nMatch all\n${included}`);
    expect((await generate()).stderr).toContain(
      `Lines above the Include of zli in ${mine} change its settings`,
    );
    writeFileSync(mine, `${included}\nHost *\n  StrictHostKeyChecking no\n`);
    expect((await generate()).stderr).not.toContain('Lines above');
    writeFileSync(mine, included);
    world.server.on('GET targets', () => sampleLists());
    expect(await generate()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('removed its ssh configuration'),
    });
    expect([existsSync(mine), existsSync(bz)]).toEqual([false, false]);
  });
});
