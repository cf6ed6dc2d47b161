import { existsSync } from 'node:fs';
import { StartFailure } from '@/server/start-failure';
import { installSystemPackage } from './system-packages';

const programs = {
  server: ['/usr/sbin/mariadbd', 'mariadb-server-core', 'MariaDB’s server'],
  client: ['/usr/bin/mariadb', 'mariadb-client-core', 'MariaDB’s client'],
} as const;

/**
 * Finds a MariaDB for the tests, and installs it under root if there is none.
 *
 * @returns the paths of its server and its client.
 * @throws StartFailure with instructions if it is not available.
 */
export function findMariaDb(): { server: string; client: string } {
  for (const [path, name, what] of Object.values(programs)) {
    if (!existsSync(path) && !installSystemPackage(name, what))
      throw new StartFailure(`tests of certificates for MySQL need ${what}: install ${name}`);
  }
  return { server: programs.server[0], client: programs.client[0] };
}
