import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs a package of Debian or Ubuntu, if this process is root on such a system.
 *
 * @param what the name for people, for the line that explains the delay.
 * @returns whether the package is installed now.
 */
export function installSystemPackage(name: string, what: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${what} from the system’s packages (once, about 20 seconds) …`);
  return aptGet('update') && aptGet('install', '-y', '--no-install-recommends', name);
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Reduced output that still shows errors.
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args];
  return spawnSync('apt-get', quiet, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
