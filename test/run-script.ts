import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { programBundle } from '@/server/bundle-server';
import type { TestDatabase } from './database';

/** The variables of an identity provider. */
export const acmeProvider = {
  OIDC_ISSUER: 'https://sso.acme.test',
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: 'secret',
};

const bundles = new Map<string, string>();

/** The bundle of the current sources, built once per process, because it starts in a third of the time. */
function bundled(name: string): string {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const file = `test-results/${name}-${process.pid}.mjs`;
  const source = `scripts/${name}.ts`;
  // Sources that ask where they are get the place of the command, as without a bundle.
  const define = { 'import.meta.url': JSON.stringify(pathToFileURL(source).href) };
  buildSync({ ...programBundle(source, file), define });
  process.once('exit', () => rmSync(file, { force: true }));
  bundles.set(name, file);
  return file;
}

/** Runs a command of `scripts/` with only the variables of a database and `more`. */
export function runScript(
  name: string,
  { url, ownerUrl }: Pick<TestDatabase, 'url' | 'ownerUrl'>,
  args: readonly string[] = [],
  more: Record<string, string> = acmeProvider,
): { status: number | null; out: string; err: string } {
  const { PATH = '' } = process.env;
  const variables = { PATH, NODE_NO_WARNINGS: '1', DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, ...more };
  const run = spawnSync(process.execPath, [bundled(name), ...args], {
    env: variables as unknown as NodeJS.ProcessEnv,
    encoding: 'utf8',
  });
  return { status: run.status, out: run.stdout, err: run.stderr };
}
