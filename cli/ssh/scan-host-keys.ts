import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Failure } from '../failure';

/**
 * The keys that a host shows, asked for with OpenSSH's own ssh-keyscan.
 *
 * @throws Failure where it shows none.
 */
export async function scanHostKeys(host: string, port: number): Promise<string> {
  const keys = await runKeyscan(host, port);
  if (keys.length > 0) return keys.join('\n');
  throw new Failure(
    'unreachable',
    `${host}, port ${port}, shows no host key. Check your network, and that it is an ssh server.`,
  );
}

async function runKeyscan(host: string, port: number): Promise<string[]> {
  const args = ['-T', '10', '-t', 'ed25519,ecdsa,rsa', '-p', String(port), '--', host];
  const { stdout } = await promisify(execFile)('ssh-keyscan', args).catch(() => ({ stdout: '' }));
  // Each line begins with the host, as it was named here.
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(line.indexOf(' ') + 1));
}
