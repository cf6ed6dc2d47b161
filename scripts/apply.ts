// `npm run apply -- FILE`: loads users, environments, targets and policies from a YAML or JSON file, before or while
// the product runs.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { organizationIssuer } from '@/lib/auth/identity';
import { AccessError } from '@/lib/core/error';
import { disconnect } from '@/lib/db/client';
import { EnvError, loadOperatorEnv } from '@/lib/env';
import { applyFile } from '@/lib/organization-file/apply-file';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { StartFailure } from '@/server/start-failure';
import { chooseTenant, TenantFailure } from './choose-tenant';

const usage = 'Usage: npm run apply -- FILE [--tenant VALUE]';

/** A failure whose message tells the operator what to do. */
class ApplyFailure extends Error {}

process.noDeprecation = true;
try {
  await apply();
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
}

async function apply(): Promise<void> {
  const { file, tenant } = readArguments();
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = loadOperatorEnv(process.env);
  const [provider] = env.identityProviders;
  if (!provider) throw new ApplyFailure('OIDC_ISSUER is missing');
  const resources = new ResourceStack();
  try {
    await prepareDatabase(env, resources);
    resources.add(disconnect);
    const issuer = organizationIssuer(provider);
    const done = await applyFile({ path: file, issuer, tenant: tenant ?? (await chooseTenant(provider)) });
    console.log(`Applied to ${done.organization}: ${done.created} created, ${done.changed} changed.`);
  } finally {
    await resources.close();
  }
}

function readArguments(): { file: string; tenant: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { tenant: { type: 'string' } },
    });
    const [file, ...others] = positionals;
    if (!file || others.length > 0) throw new ApplyFailure(usage);
    // npm runs scripts in the package's folder, but the path is relative to the folder where npm was called.
    const path = resolve(process.env.INIT_CWD ?? '.', file);
    return { file: path, tenant: values.tenant?.trim().toLowerCase() };
  } catch {
    throw new ApplyFailure(usage);
  }
}

function describe(error: unknown): string {
  if (error instanceof AccessError && error.faults.length > 0) {
    return error.faults.map(({ path, message }) => `${path}: ${message}`).join('\n');
  }
  const isForOperators = [ApplyFailure, AccessError, EnvError, StartFailure, TenantFailure].some(
    (kind) => error instanceof kind,
  );
  if (error instanceof Error) return isForOperators ? error.message : (error.stack ?? error.message);
  return String(error);
}
