import { existsSync } from 'node:fs';
import { StartFailure } from '@/server/start-failure';
import { installSystemPackage } from './system-packages';

const places = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'];

/**
 * Finds OpenSSH's server to test with, and installs it where there is none and this process is root.
 *
 * @returns the path of the program.
 * @throws StartFailure with what to do, where it can't be had.
 */
export function findSshd(): string {
  const find = () => places.find((path) => existsSync(path));
  const found = find() ?? (installSystemPackage('openssh-server', 'OpenSSH’s server') ? find() : undefined);
  if (found) return found;
  throw new StartFailure('tests of certificates need the server of OpenSSH: install openssh-server');
}
