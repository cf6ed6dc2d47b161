// `npm run api-key -- create NAME [--role Admin|User] [--tenant VALUE]`: creates an API key, before or while the
// product runs. The last word of the output is the secret. Only its hash is stored.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { organizationIssuer } from '@/lib/auth/identity';
import { systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { disconnect } from '@/lib/db/client';
import { EnvError, loadOperatorEnv } from '@/lib/env';
import { ensureOrganizationOf } from '@/lib/organization-file/ensure-organization-of';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { StartFailure } from '@/server/start-failure';
import { chooseTenant, TenantFailure } from './choose-tenant';

const usage = 'Usage: npm run api-key -- create NAME [--role Admin|User] [--tenant VALUE]';

/** A failure whose message tells the operator what to do. */
class ApiKeyFailure extends Error {}

process.noDeprecation = true;
try {
  await run();
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { name, role, tenant } = readArguments();
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = loadOperatorEnv(process.env);
  const [provider] = env.identityProviders;
  if (!provider) throw new ApiKeyFailure('OIDC_ISSUER is missing');
  const resources = new ResourceStack();
  try {
    await prepareDatabase(env, resources);
    resources.add(disconnect);
    const organization = await ensureOrganizationOf({
      issuer: organizationIssuer(provider),
      tenant: tenant ?? (await chooseTenant(provider)),
    });
    const ctx = systemContext(organization.id, 'the operator', 'operator');
    const key = await createApiKey(ctx, { name, role });
    process.stderr.write(`API key ${key.name} (${role}) of ${organization.name}, shown only once:\n`);
    process.stdout.write(`${key.secret}\n`);
  } finally {
    await resources.close();
  }
}

function readArguments(): { name: string; role: string; tenant: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { role: { type: 'string' }, tenant: { type: 'string' } },
    });
    const [verb, name, ...others] = positionals;
    if (verb !== 'create' || !name || others.length > 0) throw new ApiKeyFailure(usage);
    return { name, role: values.role ?? 'User', tenant: values.tenant?.trim().toLowerCase() };
  } catch {
    throw new ApiKeyFailure(usage);
  }
}

function describe(error: unknown): string {
  if (error instanceof AccessError && error.faults.length > 0) {
    return error.faults.map(({ path, message }) => `${path}: ${message}`).join('\n');
  }
  const forOperators = [ApiKeyFailure, AccessError, EnvError, StartFailure, TenantFailure];
  if (error instanceof Error) {
    return forOperators.some((kind) => error instanceof kind)
      ? error.message
      : (error.stack ?? error.message);
  }
  return String(error);
}
