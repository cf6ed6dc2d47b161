import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Scans the public keys of a host with the system's ssh-keyscan. Returns lines of type and key, or a phrase that says
 * why there are none.
 */
export async function scanHostKeys(host: string, port: number): Promise<string[] | string> {
  try {
    const { stdout } = await run('ssh-keyscan', ['-T', '8', '-p', String(port), '--', host], {
      timeout: 20_000,
    });
    const keys = stdout
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(/\s+/).slice(1, 3).join(' '));
    return keys.length > 0 ? [...new Set(keys)].sort() : `${host}:${port} does not respond`;
  } catch (error) {
    const { code } = error as { code?: unknown };
    return code === 'ENOENT'
      ? 'ssh-keyscan is not installed on this server'
      : `${host}:${port} does not respond`;
  }
}
