import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Failure } from '../failure';

/**
 * Scans the public keys of a host with ssh-keyscan: type and key, one per line.
 *
 * Throws a `Failure` if there are none.
 */
export async function scanHostKeys(host: string, port: number): Promise<string> {
  const keys = await runKeyscan(host, port);
  if (keys.length > 0) return keys.join('\n');
  throw new Failure(
    'unreachable',
    `No host key found at ${host}, port ${port}. Check your network, and that an SSH server runs there.`,
  );
}

async function runKeyscan(host: string, port: number): Promise<string[]> {
  const args = ['-T', '10', '-t', 'ed25519,ecdsa,rsa', '-p', String(port), '--', host];
  const { stdout } = await promisify(execFile)('ssh-keyscan', args).catch(() => ({ stdout: '' }));
  // Each line begins with the host.
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(line.indexOf(' ') + 1));
}
