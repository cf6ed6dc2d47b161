import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs a package of Debian or Ubuntu, where this process is root on such a system.
 *
 * @param what what people call it, for the line that says why it takes a while.
 * @returns whether it is installed now.
 */
export function installSystemPackage(name: string, what: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`installing ${what} from the system’s packages (once, about 20 seconds) …`);
  return aptGet('update') && aptGet('install', '-y', '--no-install-recommends', name);
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Quiet, but not silent: what fails here has to be seen.
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args];
  return spawnSync('apt-get', quiet, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
