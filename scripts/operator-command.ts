import { existsSync } from 'node:fs';
import { organizationIssuer } from '@/lib/auth/identity';
import { AccessError } from '@/lib/core/error';
import { disconnect } from '@/lib/db/client';
import { EnvError, type IdentityProvider, loadOperatorEnv } from '@/lib/env';
import { ensureOrganizationOf } from '@/lib/organization-file/ensure-organization-of';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { StartFailure } from '@/server/start-failure';
import { chooseTenant, TenantFailure } from './choose-tenant';

/** A failure whose message tells the operator what to do. */
export class CommandFailure extends Error {}

const forOperators = [CommandFailure, AccessError, EnvError, StartFailure, TenantFailure];

/**
 * Runs a command of the operator with the database open: that of DATABASE_URL, or the embedded one. Reads `.env` first. A
 * failure ends the command with exit code 1 and its message, without a stack if it is one for operators.
 *
 * @param check throws what is wrong with the arguments or the environment, before the database is opened
 */
export async function runOperatorCommand(
  work: () => Promise<void>,
  check: () => void = () => undefined,
): Promise<void> {
  process.noDeprecation = true;
  const resources = new ResourceStack();
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    check();
    await prepareDatabase(loadOperatorEnv(process.env), resources);
    resources.add(disconnect);
    await work();
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = 1;
  } finally {
    await resources.close();
  }
}

/** The identity provider of the environment, the first of several. Throws `CommandFailure`. */
export function requireProvider(): IdentityProvider {
  const [provider] = loadOperatorEnv(process.env).identityProviders;
  if (!provider) throw new CommandFailure('OIDC_ISSUER is missing');
  return provider;
}

/** The organization of the provider and the tenant, which is created if it is missing. Throws `TenantFailure`. */
export async function ensureOrganization(tenant: string | undefined): Promise<{ id: string; name: string }> {
  const provider = requireProvider();
  const issuer = organizationIssuer(provider);
  return ensureOrganizationOf({ issuer, tenant: tenant ?? (await chooseTenant(provider)) });
}

function describe(error: unknown): string {
  if (error instanceof AccessError && error.faults.length > 0)
    return error.faults.map(({ path, message }) => `${path}: ${message}`).join('\n');
  if (!(error instanceof Error)) return String(error);
  return forOperators.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
