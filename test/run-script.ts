import { spawnSync } from 'node:child_process';
import type { TestDatabase } from './database';

/** The variables of an identity provider. */
export const acmeProvider = {
  OIDC_ISSUER: 'https://sso.acme.test',
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: 'secret',
};

/** Runs a command of `scripts/` with only the variables of a database and `more`. */
export function runScript(
  name: string,
  { url, ownerUrl }: Pick<TestDatabase, 'url' | 'ownerUrl'>,
  args: readonly string[] = [],
  more: Record<string, string> = acmeProvider,
): { status: number | null; out: string; err: string } {
  const { PATH = '' } = process.env;
  const variables = { PATH, NODE_NO_WARNINGS: '1', DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, ...more };
  const run = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${name}.ts`, ...args], {
    env: variables as unknown as NodeJS.ProcessEnv,
    encoding: 'utf8',
  });
  return { status: run.status, out: run.stdout, err: run.stderr };
}
