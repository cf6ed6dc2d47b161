import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cantReach, type ProbeAddress } from './probe-address';

const run = promisify(execFile);

/**
 * Scans the public keys of a host with the system's ssh-keyscan. Returns lines of type and key, or a phrase that says
 * why there are none.
 */
export async function scanHostKeys({ host, address, port }: ProbeAddress): Promise<string[] | string> {
  try {
    const args = ['-T', '8', '-p', String(port), '--', address];
    const { stdout } = await run('ssh-keyscan', args, { timeout: 20_000 });
    const keys = stdout
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(/\s+/).slice(1, 3).join(' '));
    return keys.length > 0 ? [...new Set(keys)].sort() : cantReach(host, port);
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ENOENT';
    return isMissing ? 'ssh-keyscan is not installed on this server' : cantReach(host, port);
  }
}
