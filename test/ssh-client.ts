import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endInput } from './end-input';
import type { Sshd } from './sshd';

/** The address, the account, and the socket of the agent. */
export type SshLogin = { sshd: Sshd; account: string; socketPath: string };

export type Ran = { code: number | null; stdout: string; stderr: string };

/** Runs the system's `ssh`. `args` are options before the host, `command` comes after it. */
export async function ssh(login: SshLogin, args: readonly string[], ...command: string[]): Promise<Ran> {
  const child = startSsh(login, args, ...command);
  child.stdin?.end();
  return finish(child);
}

/** Starts the system's `ssh`. The caller writes to it and ends it. */
export function startSsh(login: SshLogin, args: readonly string[], ...command: string[]): ChildProcess {
  const { sshd, account } = login;
  const options = [...sshOptions(login), '-p', String(sshd.port), '-l', account];
  return spawn('ssh', [...options, ...args, '127.0.0.1', ...command]);
}

/**
 * Kills an ssh process. A milder signal can be lost, as seen with OpenSSH 9.2: it checks for signals, then waits for
 * the next packet, and a signal between the two does not wake it.
 */
export function endSsh(child: ChildProcess): void {
  child.kill('SIGKILL');
}

/** Runs the system's `sftp` with a batch of commands. */
export async function sftp(login: SshLogin, batch: string): Promise<Ran> {
  const options = [...sshOptions(login), '-P', String(login.sshd.port), '-b', '-'];
  const child = spawn('sftp', [...options, `${login.account}@127.0.0.1`]);
  endInput(child, batch);
  return finish(child);
}

function sshOptions({ sshd, socketPath }: SshLogin): string[] {
  const knownHosts = join(sshd.folder, 'known_hosts');
  writeFileSync(knownHosts, `[127.0.0.1]:${sshd.port} ${sshd.hostKey}\n`);
  const options = {
    IdentityAgent: socketPath,
    UserKnownHostsFile: knownHosts,
    StrictHostKeyChecking: 'yes',
    BatchMode: 'yes',
    PreferredAuthentications: 'publickey',
    ConnectTimeout: '10',
    ExitOnForwardFailure: 'yes',
  };
  return ['-F', 'none', ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

async function finish(child: ChildProcess): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
