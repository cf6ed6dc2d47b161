import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tunnelAccount } from '@/lib/core/target/tunnel';
import { freePort } from '@/server/free-port';
import { endSsh, type Ran, type SshLogin, sftp, ssh, startSsh } from '@/test/ssh-client';
import { loginAccounts, type Sshd, startSshd, tunnelLogin } from '@/test/sshd';
import { type Agent, startAgent } from './agent';
import { makeAuthority } from './authority';
import { signUserCertificate, type UserCertificate } from './certificate';
import { type CertificateVerb, certificateOptions } from './certificate-options';
import { makeKeyPair } from './key-pair';
import { principalFor, tunnelPrincipal, tunnelPrincipalLine } from './principal';
import { publicKeyLine } from './public-key';
import { writeKrl } from './revocation-list';

const targetId = '6f1c24ab-1111-4000-8000-000000000001';
const otherId = '6f1c24ab-2222-4000-8000-000000000002';
const accounts = loginAccounts();
const authority = makeAuthority();
const nextAuthority = makeAuthority();
const pair = makeKeyPair();
const folder = mkdtempSync(join(tmpdir(), 'bzero-ssh-'));
const socketPath = join(folder, 'agent');
let sshd: Sshd;
let agent: Agent;
let certificateLine: string;
let serial = 0n;

beforeAll(async () => {
  sshd = await startSshd({
    targetId,
    caPublicKeys: [publicKeyLine(authority.publicKey), publicKeyLine(nextAuthority.publicKey)],
    principals: {
      [tunnelAccount]: [],
      ...Object.fromEntries(accounts.map((account) => [account, [principalFor(targetId, account)]])),
    },
  });
  agent = await startAgent({ socketPath, identities: () => [{ ...pair, certificateLine }] });
});

afterAll(async () => {
  await agent.close();
  await sshd.stop();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  serial += 1n;
});

/** Lets the agent show a certificate for the verb on this server, with what is changed. */
function use(verb: CertificateVerb, account: string, change: Partial<UserCertificate> = {}): SshLogin {
  certificateLine = signUserCertificate({
    authority,
    subject: pair.publicKey,
    serial,
    keyId: `bzero request=${serial} person=engineer@acme.test`,
    principals: [principalFor(targetId, account)],
    validAfter: new Date(Date.now() - 60_000),
    validBefore: new Date(Date.now() + 300_000),
    ...certificateOptions(verb),
    ...change,
  });
  return { sshd, account, socketPath };
}

function expectRefused(ran: Ran): void {
  expect(ran).toMatchObject({ code: 255, stdout: '' });
  expect(ran.stderr).toContain('Permission denied (publickey)');
}

describe.each(accounts.map((account) => [account]))('as %s', (account) => {
  test('a certificate is accepted, and the log has the request and the person', async () => {
    const ran = await ssh(use('Shell', account), [], 'id -un');
    expect(ran).toMatchObject({ code: 0, stdout: `${account}\n` });
    expect(sshd.log()).toContain(`ID "bzero request=${serial} person=engineer@acme.test" (serial ${serial})`);
  });

  test('an expired certificate is refused', async () => {
    const login = use('Shell', account, { validBefore: new Date(Date.now() - 1000) });
    expectRefused(await ssh(login, [], 'echo in'));
    expect(sshd.log()).toContain('Certificate invalid: expired');
    // Renewed, the same key opens again.
    expect(await ssh(use('Shell', account), [], 'echo in')).toMatchObject({ code: 0 });
  });

  test.each<[string, Partial<UserCertificate>]>([
    ['before it begins', { validAfter: new Date(Date.now() + 120_000) }],
    ['for another account', { principals: [principalFor(targetId, 'somebody')] }],
    ['for another target', { principals: [principalFor(otherId, account)] }],
    ['for a principal that begins like it', { principals: [`${principalFor(targetId, account)}2`] }],
    ['for the account’s bare name', { principals: [account] }],
    ['of another authority', { authority: makeAuthority() }],
    ['for another key', { subject: makeKeyPair().publicKey }],
    ['from another address', certificateOptions('Shell', ['192.0.2.0/24', '2001:db8::1'])],
  ])('a certificate %s is refused', async (_, change) => {
    expectRefused(await ssh(use('Shell', account, change), [], 'echo in'));
  });

  test('a revoked serial is refused, another serial of the same key is not', async () => {
    const login = use('Shell', account);
    const revoked = [{ authority: authority.publicKey, serials: [serial] }];
    sshd.setKrl(writeKrl({ revoked, version: serial, generatedAt: new Date(), comment: '' }));
    expectRefused(await ssh(login, [], 'echo in'));
    expect(sshd.log()).toContain('revoked');
    serial += 1n;
    expect(await ssh(use('Shell', account), [], 'echo in')).toMatchObject({ code: 0 });
  });
});

test('both authorities are trusted during a rotation', async () => {
  const login = use('Shell', accounts[0], { authority: nextAuthority });
  expect(await ssh(login, [], 'echo in')).toMatchObject({ code: 0 });
});

test('a certificate is accepted from its source addresses', async () => {
  const login = use('Shell', accounts[0], certificateOptions('Shell', ['127.0.0.0/8', '::1']));
  expect(await ssh(login, [], 'echo in')).toMatchObject({ code: 0 });
});

describe('Shell', () => {
  test('has a terminal and the command’s exit code', async () => {
    const ran = await ssh(use('Shell', accounts[0]), ['-tt'], 'tty; exit 7');
    expect(ran).toMatchObject({ code: 7 });
    expect(ran.stdout).toMatch(/^\/dev\/pts\/\d+/);
  });

  test('forwards no port', async () => {
    const login = use('Shell', accounts[0]);
    expect(await forward(login)).toBe('');
    expect((await ssh(login, ['-R', '0:127.0.0.1:9'], 'echo in')).stderr).toContain(
      'remote port forwarding failed',
    );
  });

  test('the commands for a session limit find only the session', async () => {
    const login = use('Shell', accounts[0]);
    const child = startSsh(login, [], 'echo "$PPID"; exec cat');
    const [first] = await once(child.stdout ?? child, 'data');
    const found = (await ssh(use('Shell', accounts[0]), [], sessionLimit())).stdout.trim().split('\n');
    endSsh(child);
    expect(found).toContain(String(first).trim());
    expect(found).not.toContain(String(sshd.pid));
  });
});

describe('FileTransfer', () => {
  test('sftp copies in both directions', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'back')];
    writeFileSync(from, 'what is copied');
    const there = `/tmp/bzero-sftp-${process.pid}`;
    const ran = await sftp(
      use('FileTransfer', accounts[0]),
      `put ${from} ${there}\nget ${there} ${to}\nrm ${there}\n`,
    );
    expect(ran).toMatchObject({ code: 0 });
    expect(readFileSync(to, 'utf8')).toBe('what is copied');
  });

  test('runs no command, has no terminal, forwards no port', async () => {
    const login = use('FileTransfer', accounts[0]);
    const file = join(folder, 'must-not-be');
    expect((await ssh(login, [], `echo in; touch ${file}`)).stdout).not.toContain('in');
    expect(() => readFileSync(file)).toThrow('ENOENT');
    expect((await ssh(login, ['-tt'])).stderr).toContain('PTY allocation request failed');
    expect(await forward(login)).toBe('');
  });
});

describe('Tunnel', () => {
  test('forwards a port to a local server', async () => {
    expect(await forward(use('Tunnel', accounts[0]))).toBe('through the tunnel');
  });

  test('runs no command, shell, terminal or sftp, and prints why', async () => {
    const login = use('Tunnel', accounts[0]);
    const file = join(folder, 'must-not-be');
    const ran = await ssh(login, [], `touch ${file}`);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('This access is for tunnels only. Use ssh -N with -L, or request Shell.');
    expect(() => readFileSync(file)).toThrow('ENOENT');
    expect(await ssh(login, [])).toMatchObject({ code: 1, stdout: '' });
    expect((await ssh(login, ['-tt'])).stderr).toContain('PTY allocation request failed');
    expect((await sftp(login, 'ls\n')).code).not.toBe(0);
  });
});

describe('RDP', () => {
  const rdp = (change: Partial<UserCertificate> = {}) =>
    use('Tunnel', tunnelLogin(), { principals: [tunnelPrincipal(targetId, 'RDP')], ...change });
  const permit = (...lines: string[]) =>
    writeFileSync(join(sshd.folder, 'principals', tunnelLogin()), `${lines.join('\n')}\n`);
  const permitPort = (port: number, host = '127.0.0.1', id = targetId) =>
    permit(tunnelPrincipalLine(id, 'RDP', { host, port }));

  test('reaches its one address', async () => {
    expect(await forward(rdp(), permitPort)).toBe('through the tunnel');
  });

  test.each<[string, (port: number) => void]>([
    ['another port', (port) => permitPort(port + 1)],
    ['another name of the same address', (port) => permitPort(port, 'localhost')],
  ])('does not reach %s', async (_, allow) => {
    expect(await forward(rdp(), allow)).toBe('');
    expect(sshd.log()).toContain('but the request was denied');
  });

  test('can’t reach a socket, or bring a port of the client to the server', async () => {
    const path = join(folder, 'socket');
    const server = createServer((socket) => socket.end('from the socket')).listen(path);
    await once(server, 'listening');
    expect(await forward(rdp(), permitPort, path)).toBe('');
    server.close();
    expect((await ssh(rdp(), ['-N', '-R', '0:127.0.0.1:9'])).stderr).toContain(
      'remote port forwarding failed',
    );
  });

  test('runs nothing and has no terminal', async () => {
    permitPort(9);
    expect(await ssh(rdp(), [], 'echo in')).toMatchObject({ code: 1 });
    expect((await ssh(rdp(), ['-tt'])).stderr).toContain('PTY allocation request failed');
  });

  test.each<[string, Partial<UserCertificate>]>([
    ['of another target', { principals: [tunnelPrincipal(otherId, 'RDP')] }],
    ['of another action', { principals: [tunnelPrincipal(targetId, 'SQLServer')] }],
    ['for a shell of an account', { principals: [principalFor(targetId, accounts[0])] }],
  ])('is not reached with a certificate %s', async (_, change) => {
    permitPort(9);
    expectRefused(await ssh(rdp(change), [], 'echo in'));
  });

  test('a certificate for it opens no other account', async () => {
    const login = use('Shell', accounts[0], { principals: [tunnelPrincipal(targetId, 'RDP')] });
    expectRefused(await ssh(login, [], 'echo in'));
  });
});

/**
 * Asks a local HTTP server for a page through `ssh -N -L`: its text, or empty where no port was forwarded.
 * `allow` is called with its port first; `path` asks a socket instead.
 */
async function forward(login: SshLogin, allow?: (port: number) => void, path?: string): Promise<string> {
  const server = createServer((socket) => socket.end('through the tunnel')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  allow?.(port);
  const local = await freePort();
  const child = startSsh(login, ['-v', '-N', '-L', `127.0.0.1:${local}:${path ?? `127.0.0.1:${port}`}`]);
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  while (!log.includes('Entering interactive session')) {
    if (child.exitCode !== null) throw new Error(log);
    await sleep(20);
  }
  const answer = await readFrom(local);
  const closed = once(child, 'close');
  endSsh(child);
  await closed;
  server.close();
  return answer;
}

/** What a port sends until it closes the connection. */
function readFrom(port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('error', () => {}); // followed by `close`
    socket.once('close', () => resolve(text));
  });
}

/** The command of the configuration's comment, for sessions of any age, printing instead of killing. */
function sessionLimit(): string {
  const lines = readFileSync(join(sshd.folder, 'config'), 'utf8').split('\n');
  const at = lines.findIndex((line) => line.startsWith('#   ps -eo'));
  const command = lines.slice(at, at + 2).map((line) => line.slice(1));
  return command.join('\n').replace('$2 > 28800', '$2 >= 0').replace('kill "$pid"', 'echo "$pid"');
}
