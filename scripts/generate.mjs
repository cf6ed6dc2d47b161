// Generates the Prisma client. Generating needs no engine, but Prisma's command line insists on finding one and would
// download it: any existing executable satisfies it. Does nothing if the client is newer than the schema, so that
// every script can call it first. Also does nothing if the client exists and the development dependencies are not
// installed, as where a build from elsewhere runs.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

const client = 'generated/prisma/client.ts';
const sources = ['prisma/schema.prisma', 'package-lock.json'];
const isGenerated = existsSync(client);
if (isGenerated && sources.every((file) => changed(file) < changed(client))) process.exit(0);

const cli = findCli();
if (cli === undefined) {
  if (isGenerated) process.exit(0);
  console.error('The development dependencies are not installed: run npm ci --include=dev first.');
  process.exit(1);
}
const run = spawnSync(process.execPath, [cli, 'generate'], {
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  encoding: 'utf8',
});
if (run.status !== 0) process.stderr.write(run.stdout + run.stderr);
process.exit(run.status ?? 1);

function changed(file) {
  return statSync(file).mtimeMs;
}

function findCli() {
  try {
    return createRequire(import.meta.url).resolve('prisma/build/index.js');
  } catch {
    return undefined;
  }
}
