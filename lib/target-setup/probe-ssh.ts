import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent } from '@/lib/ssh/agent';
import { makeKeyPair } from '@/lib/ssh/key-pair';

/** What a server said to a certificate: taken, refused, or nothing, and then why in words. */
export type SshProbeResult = { found: 'accepted' | 'refused' } | { found: 'unreachable'; why: string };

const longestMs = 15_000;

/**
 * Knocks at a server with a certificate for a key that is made now and forgotten after: runs nothing, opens
 * no terminal. The system's own ssh does it, so what is tried is what people use. `hostKeys` are lines of
 * known_hosts without the host; where none are known, any is taken, since nothing secret is said to it.
 */
export async function probeSsh(about: {
  host: string;
  port: number;
  user: string;
  hostKeys: readonly string[];
  /** signs a certificate for a public key line */
  certificateFor: (publicKeyLine: string) => string;
}): Promise<SshProbeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'bzero-door-'));
  const key = makeKeyPair();
  const certificateLine = about.certificateFor(key.publicLine);
  const socketPath = join(folder, 'agent');
  const agent = await startAgent({ socketPath, identity: () => ({ ...key, certificateLine }) });
  try {
    const knownHosts = join(folder, 'known_hosts');
    await writeFile(knownHosts, about.hostKeys.map((line) => `door ${line}\n`).join(''));
    return read(await ssh([...options(about, socketPath, knownHosts), '--', about.host, 'exit 0']), about);
  } finally {
    await agent.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function options(
  about: { port: number; user: string; hostKeys: readonly string[] },
  socketPath: string,
  knownHosts: string,
): string[] {
  const settings = [
    `IdentityAgent=${socketPath}`,
    'IdentityFile=none',
    'PreferredAuthentications=publickey',
    'BatchMode=yes',
    'ConnectTimeout=8',
    'HostKeyAlias=door',
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
    String(about.port),
    '-l',
    about.user,
    ...settings.flatMap((one) => ['-o', one]),
  ];
}

type Ran = { code: number | null; said: string };

function ssh(args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('ssh', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: longestMs });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000);
    });
    child.once('error', () => resolve({ code: null, said: 'this server has no ssh program to try it with' }));
    child.once('close', (code) => resolve({ code, said }));
  });
}

/** ssh ends with 255 for itself, with anything else for what ran: then it was let in. */
function read({ code, said }: Ran, { host, port }: { host: string; port: number }): SshProbeResult {
  if (code !== null && code !== 255) return { found: 'accepted' };
  if (/permission denied/i.test(said)) return { found: 'refused' };
  const line = said.trim().split('\n').at(-1) ?? '';
  return { found: 'unreachable', why: line === '' ? `${host}:${port} did not answer in time` : line };
}
