import { existsSync } from 'node:fs';
import { StartFailure } from '@/server/start-failure';
import { installSystemPackage } from './system-packages';

const path = '/usr/sbin/nginx';

/**
 * Finds nginx for the tests, and installs it under root if there is none.
 *
 * @returns the path of the program.
 * @throws StartFailure with instructions if it is not available.
 */
export function findNginx(): string {
  if (existsSync(path) || installSystemPackage('nginx-light', 'nginx')) return path;
  throw new StartFailure('browser tests of web apps need nginx: install it');
}
