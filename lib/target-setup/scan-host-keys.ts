import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The public keys that a host shows, as lines of type and key, read by the system's ssh-keyscan; or in words
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
    return keys.length > 0 ? [...new Set(keys)].sort() : `${host}:${port} does not answer`;
  } catch (error) {
    const { code } = error as { code?: unknown };
    return code === 'ENOENT' ? 'this server has no ssh-keyscan program' : `${host}:${port} does not answer`;
  }
}
