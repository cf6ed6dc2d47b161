import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '@/server/start-failure';
import { installSystemPackage } from './system-packages';

const parent = '/usr/lib/postgresql';

/**
 * Finds a complete PostgreSQL of the system for the tests, with `pg_dump`, which the embedded one does not have. Installs it
 * under root if there is none.
 *
 * @returns the folder of its programs.
 * @throws StartFailure with instructions if it is not available.
 */
export function findPostgres(): string {
  const found = find() ?? (installSystemPackage('postgresql', 'PostgreSQL') ? find() : undefined);
  if (found) return found;
  throw new StartFailure('the rehearsal of a restore needs a PostgreSQL server: install postgresql');
}

function find(): string | undefined {
  const versions = existsSync(parent) ? readdirSync(parent) : [];
  return versions
    .map((version) => join(parent, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'pg_dump')));
}
