import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { tunnelAccount } from '@/lib/core/target/tunnel';
import { writeKrl } from '@/lib/ssh/revocation-list';
import { type SshdSettings, sshdConfig } from '@/lib/ssh/sshd-setup';
import { freePort } from '@/server/free-port';
import { findSshd } from '@/test/programs/openssh';

export type SshdOptions = Pick<SshdSettings, 'caPublicKeys' | 'principals'> & {
  /** For the comment in the configuration. */
  targetId?: string;
};

export type Sshd = {
  port: number;
  pid: number;
  /** The line of the host's public key, `ssh-ed25519 AAAA…`. */
  hostKey: string;
  /**
   * A running sshd with its own host key, configuration, authorities, principals and list of revoked serial numbers.
   * `stop` removes them.
   */
  folder: string;
  /** Everything that it has logged so far. */
  log(): string;
  /** Replaces the empty list of revoked serial numbers. */
  setKrl(krl: Buffer): void;
  stop(): Promise<void>;
};

/**
 * Starts sshd on a free port of 127.0.0.1 and ::1 with the configuration that `sshdConfig` writes. Its files are in a
 * temporary folder instead of /etc/ssh/bzero. Under root it accepts every account of this machine, otherwise only the
 * current one.
 *
 * @throws StartFailure if sshd is not installed, or an error with its log if it doesn't start.
 */
export async function startSshd(options: SshdOptions): Promise<Sshd> {
  const program = findSshd();
  const folder = mkdtempSync(join(tmpdir(), 'bzero-sshd-'));
  chmodSync(folder, 0o755); // sshd reads principals as the account that signs in
  const hostKey = makeHostKey(folder);
  writeTrust(folder, options);
  const port = await freePort();
  writeFileSync(join(folder, 'config'), configure(folder, port, options));
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const child = spawn(program, ['-D', '-e', '-f', join(folder, 'config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  while (!log.includes('Server listening')) {
    const [event] = await Promise.race([once(child.stderr, 'data'), once(child, 'exit')]);
    if (typeof event === 'string') continue;
    await stop();
    throw new Error(`sshd did not start: ${log}`);
  }
  const setKrl = (krl: Buffer) => writeFileSync(join(folder, 'krl'), krl);
  return { port, pid: child.pid as number, hostKey, folder, log: () => log, setKrl, stop };
}

/**
 * The accounts of this machine that tests can sign in to: under root `root` and `bzero-test`, which is created if
 * needed, otherwise only the current one.
 */
export function loginAccounts(): [string, ...string[]] {
  const { uid, username } = userInfo();
  if (uid !== 0) return [username];
  createAccount('bzero-test', ['--create-home', '--shell', '/bin/sh']);
  return ['root', 'bzero-test'];
}

/** The account of this machine for tunnels: under root `bzero-tunnel`, which is created if needed, otherwise the current one. */
export function tunnelLogin(): string {
  const { uid, username } = userInfo();
  if (uid !== 0) return username;
  createAccount(tunnelAccount, ['--no-create-home', '--shell', '/usr/sbin/nologin']);
  return tunnelAccount;
}

function createAccount(name: string, options: readonly string[]): void {
  if (hasAccount(name)) return;
  try {
    // A password hash that no password matches: sshd would treat an account without a password as locked.
    execFileSync('useradd', [...options, '--password', '*', name], { stdio: 'pipe' });
  } catch (error) {
    if (!hasAccount(name)) throw error; // otherwise another test created the account first
  }
}

function hasAccount(name: string): boolean {
  return readFileSync('/etc/passwd', 'utf8').includes(`\n${name}:`);
}

function makeHostKey(folder: string): string {
  const file = join(folder, 'host-key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').trim();
}

function writeTrust(folder: string, { caPublicKeys, principals }: SshdOptions): void {
  writeFileSync(join(folder, 'ca.pub'), caPublicKeys.map((line) => `${line}\n`).join(''));
  mkdirSync(join(folder, 'principals'));
  for (const [account, names] of Object.entries(principals))
    writeFileSync(join(folder, 'principals', account), names.map((name) => `${name}\n`).join(''));
  const none = { revoked: [], version: 1n, generatedAt: new Date(), comment: '' };
  writeFileSync(join(folder, 'krl'), writeKrl(none));
}

function configure(folder: string, port: number, options: SshdOptions): string {
  const { caPublicKeys, principals, targetId = 'test' } = options;
  const setup = { targetId, caPublicKeys, principals, krlUrl: 'http://127.0.0.1/krl' };
  const trust = sshdConfig(setup)
    .replaceAll('/etc/ssh/bzero', folder)
    .replace(`Match User ${tunnelAccount}`, () => `Match User ${tunnelLogin()}`);
  // The lines about the server come first, because they can't follow a Match.
  return `ListenAddress 127.0.0.1
ListenAddress ::1
Port ${port}
HostKey ${folder}/host-key
PidFile ${folder}/sshd.pid
LogLevel VERBOSE
PermitRootLogin prohibit-password
AuthorizedKeysFile none
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
# The folder for temporary files, which anybody may write to, is above ours.
StrictModes no
MaxStartups 100
Subsystem sftp internal-sftp
${trust}`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
