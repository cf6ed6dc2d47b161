// Generates the Prisma client. Generating needs no engine, but the CLI insists on finding one and would
// download it: any existing executable satisfies it.
// Does nothing while the client is newer than the schema, so that every script may call it first.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

const client = 'generated/prisma/client.ts';
const changed = (file) => statSync(file).mtimeMs;
const sources = ['prisma/schema.prisma', 'package-lock.json'];
if (existsSync(client) && sources.every((file) => changed(file) < changed(client))) process.exit(0);

const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
const run = spawnSync(process.execPath, [cli, 'generate'], {
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  encoding: 'utf8',
});
if (run.status !== 0) process.stderr.write(run.stdout + run.stderr);
process.exit(run.status ?? 1);
