import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostWithPort } from '@/lib/core/target/host-address';
import { startAgent } from '@/lib/ssh/agent';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { cantReach, type ProbeAddress } from './probe-address';

/** Whether a server accepts one of the certificates; `cause` is a phrase without a period. */
export type SshProbeResult =
  | { outcome: 'accepted' /** the index of the certificate */; index: number }
  | { outcome: 'refused' }
  | { outcome: 'unreachable'; cause: string };

const timeoutMs = 15_000;

/**
 * Probes a server in one connection with certificates for a new key that is not stored. Runs no command and opens no terminal. Uses the
 * system's ssh, so that it tests what people use. `hostKeys` are lines of known_hosts without the host; if empty, any
 * host key is accepted, because the probe sends nothing secret.
 */
export async function probeSsh(about: {
  at: ProbeAddress;
  user: string;
  hostKeys: readonly string[];
  /** signs certificates for the public key line; the server gets them in this order */
  certificatesFor: (publicKeyLine: string) => readonly string[];
}): Promise<SshProbeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'bzero-probe-'));
  const key = makeKeyPair();
  const lines = about.certificatesFor(key.publicLine);
  const socketPath = join(folder, 'agent');
  const agent = await startAgent({
    socketPath,
    identities: () => lines.map((certificateLine) => ({ ...key, certificateLine })),
  });
  try {
    const knownHosts = join(folder, 'known_hosts');
    await writeFile(knownHosts, about.hostKeys.map((line) => `target ${line}\n`).join(''));
    const run = await runSsh([...options(about, socketPath, knownHosts), '--', about.at.address, 'exit 0']);
    const index = lines.indexOf(agent.use().accepted ?? '');
    return readResult(run, about.at, index);
  } finally {
    await agent.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function options(
  about: { at: ProbeAddress; user: string; hostKeys: readonly string[] },
  socketPath: string,
  knownHosts: string,
): string[] {
  const settings = [
    `IdentityAgent=${socketPath}`,
    'IdentityFile=none',
    'PreferredAuthentications=publickey',
    'BatchMode=yes',
    'ConnectTimeout=8',
    'HostKeyAlias=target',
    `UserKnownHostsFile=${knownHosts}`,
    'GlobalKnownHostsFile=none',
    `StrictHostKeyChecking=${about.hostKeys.length > 0 ? 'yes' : 'no'}`,
    'LogLevel=ERROR',
  ];
  return [
    '-F',
    'none',
    '-T',
    '-p',
    String(about.at.port),
    '-l',
    about.user,
    ...settings.flatMap((one) => ['-o', one]),
  ];
}

const notInstalled = 'ssh is not installed on this server';

type SshRun = { code: number | null; stderr: string };

function runSsh(args: string[]): Promise<SshRun> {
  return new Promise((resolve) => {
    const child = spawn('ssh', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: timeoutMs });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-2000);
    });
    child.once('error', () => resolve({ code: null, stderr: notInstalled }));
    child.once('close', (code) => resolve({ code, stderr }));
  });
}

/** ssh exits with 255 for its own errors; any other code comes from the host, which then accepted the login. */
function readResult({ code, stderr }: SshRun, { host, port }: ProbeAddress, index: number): SshProbeResult {
  if (code !== null && code !== 255) return { outcome: 'accepted', index };
  if (/permission denied/i.test(stderr)) return { outcome: 'refused' };
  if (/host key verification failed/i.test(stderr)) {
    return {
      outcome: 'unreachable',
      cause: `${hostWithPort(host, port)} has another host key than the saved one`,
    };
  }
  return { outcome: 'unreachable', cause: stderr === notInstalled ? notInstalled : cantReach(host, port) };
}
