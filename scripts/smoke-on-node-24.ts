// Runs scripts/smoke.ts on Node 24, which it first installs in scripts/node-24. On a platform without that package,
// uses the current Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const folder = 'scripts/node-24';
const name = `node-${process.platform}-${process.arch}`;
const wanted = readJson(`${folder}/package.json`)?.optionalDependencies?.[name];

if (wanted !== undefined && readJson(`${folder}/node_modules/${name}/package.json`)?.version !== wanted) {
  run('npm', ['ci', '--no-audit', '--no-fund'], folder);
}
const node = wanted === undefined ? process.execPath : `${folder}/node_modules/${name}/bin/node`;
run(node, ['--import', 'tsx', 'scripts/smoke.ts'], '.');

type Package = { version?: string; optionalDependencies?: Record<string, string> };

function readJson(file: string): Package | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Package) : undefined;
}

function run(program: string, args: string[], cwd: string): void {
  const { status, error } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
