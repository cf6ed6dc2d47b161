import { existsSync } from 'node:fs';
import { StartFailure } from '@/server/start-failure';
import { installSystemPackage } from './system-packages';

const path = '/usr/sbin/nginx';

/**
 * Finds nginx to test with, and installs it where there is none and this process is root.
 *
 * @returns the path of the program.
 * @throws StartFailure with what to do, where it can't be had.
 */
export function findNginx(): string {
  if (existsSync(path) || installSystemPackage('nginx-light', 'nginx')) return path;
  throw new StartFailure('browser tests of web apps need nginx: install it');
}
