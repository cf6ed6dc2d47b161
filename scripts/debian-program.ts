import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { StartFailure } from './embedded-database';

/**
 * Finds a program of the system that tests run against, and installs its package where it is missing and may
 * be: as root on Debian.
 *
 * @returns the program's path.
 * @throws StartFailure with what to do, where it can't be had.
 */
export function debianProgram(program: { path: string; package: string }): string {
  if (existsSync(program.path)) return program.path;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const apt = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120'];
    run('apt-get', [...apt, 'update']);
    run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', program.package]);
    if (existsSync(program.path)) return program.path;
  }
  throw new StartFailure(`the tests need ${program.path}: install the package ${program.package}`);
}

function run(command: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
