import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { fetchPostgresList } from './get-database-setup';

const crl = "https://access.test/crl?a=$HOME&b='c'";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bzero-list-'));
  mkdirSync(join(root, 'a data folder'));
  program(
    'psql',
    `case "$*" in *data_directory*) echo '${root}/a data folder' ;; *) echo t; echo "$*" >>'${root}/calls' ;; esac`,
  );
  program('curl', 'while [ "$1" != -o ]; do shift; done; printf %s "$3" >"$2"');
});

function program(name: string, body: string): void {
  writeFileSync(join(root, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}

/** Runs the line as cron does: in another folder, with no variables but the PATH. */
function run(): string {
  const env = { PATH: `${root}:/usr/bin:/bin` } as unknown as NodeJS.ProcessEnv;
  return execFileSync('/bin/sh', ['-c', fetchPostgresList(crl)], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

test('writes the list into the data folder of the server and reloads it, without output that cron would mail', () => {
  expect(run()).toBe('');
  expect(readFileSync(join(root, 'a data folder', 'bzero-crl.pem'), 'utf8')).toBe(crl);
  expect(readFileSync(join(root, 'calls'), 'utf8')).toContain('pg_reload_conf()');
});

test('while the console or PostgreSQL is down, the last list stays and nothing is written elsewhere', () => {
  run();
  program('curl', 'exit 22');
  expect(run).toThrow();
  program('curl', 'while [ "$1" != -o ]; do shift; done; printf new >"$2"');
  program('psql', 'exit 2');
  expect(run).toThrow();
  expect(readFileSync(join(root, 'a data folder', 'bzero-crl.pem'), 'utf8')).toBe(crl);
  expect(existsSync(join(root, 'bzero-crl.new'))).toBe(false);
});
