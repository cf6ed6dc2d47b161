import { existsSync } from 'node:fs';
import { StartFailure } from '@/server/start-failure';
import { installSystemPackage } from './system-packages';

const places = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'];

/**
 * Finds OpenSSH's server for the tests, and installs it under root if there is none.
 *
 * @returns the path of the program.
 * @throws StartFailure with instructions if it is not available.
 */
export function findSshd(): string {
  const find = () => places.find((path) => existsSync(path));
  const found = find() ?? (installSystemPackage('openssh-server', 'OpenSSH’s server') ? find() : undefined);
  if (found) return found;
  throw new StartFailure('tests of certificates need the server of OpenSSH: install openssh-server');
}
