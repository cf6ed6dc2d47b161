// `npm run confirm-identity -- EMAIL [ACCOUNT] [--tenant VALUE]`: confirms that an account at the identity provider is the
// person with an email, before or while the product runs. For an organization whose only admin has a new account: no one
// else can confirm it. Without an account, it lists those that were refused and wait.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { organizationIssuer } from '@/lib/auth/identity';
import { systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { disconnect } from '@/lib/db/client';
import { decideIdentity } from '@/lib/directory/decide-identity';
import { listIdentityClaims } from '@/lib/directory/list-identity-claims';
import { EnvError, loadOperatorEnv } from '@/lib/env';
import { ensureOrganizationOf } from '@/lib/organization-file/ensure-organization-of';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { StartFailure } from '@/server/start-failure';
import { chooseTenant, TenantFailure } from './choose-tenant';

/** A failure whose message tells the operator what to do. */
class ConfirmFailure extends Error {}

const usage = 'Usage: npm run confirm-identity -- EMAIL [ACCOUNT] [--tenant VALUE]';

process.noDeprecation = true;
try {
  await run();
} catch (error) {
  const forOperators = [ConfirmFailure, AccessError, EnvError, StartFailure, TenantFailure];
  const isForOperators = forOperators.some((kind) => error instanceof kind);
  const text = error instanceof Error && !isForOperators ? error.stack : (error as Error).message;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { email, account, tenant } = readArguments();
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = loadOperatorEnv(process.env);
  const [provider] = env.identityProviders;
  if (!provider) throw new ConfirmFailure('OIDC_ISSUER is missing');
  const resources = new ResourceStack();
  try {
    await prepareDatabase(env, resources);
    resources.add(disconnect);
    const { id } = await ensureOrganizationOf({
      issuer: organizationIssuer(provider),
      tenant: tenant ?? (await chooseTenant(provider)),
    });
    await confirm(systemContext(id, 'the operator', 'operator'), email, account);
  } finally {
    await resources.close();
  }
}

async function confirm(
  ctx: ReturnType<typeof systemContext>,
  email: string,
  account: string | undefined,
): Promise<void> {
  const claims = await listIdentityClaims(ctx, email);
  if (claims.length === 0)
    throw new ConfirmFailure(
      `No account waits to be confirmed as ${email}: sign in with it once, then run this again.`,
    );
  const claim = claims.find(({ providerAccountId }) => providerAccountId === account);
  if (account !== undefined && !claim)
    throw new ConfirmFailure(`The account ${account} does not wait to be confirmed.`);
  if (!claim) {
    console.log(`These accounts signed in with the email ${email} and were refused:`);
    for (const { providerAccountId, name, claimedAt } of claims)
      console.log(`  ${providerAccountId}  (${name}, ${claimedAt.toISOString()})`);
    console.log(
      `Check with that person which one is theirs, and run: npm run confirm-identity -- ${email} ACCOUNT`,
    );
    return;
  }
  await decideIdentity(ctx, { claimId: claim.id, confirm: true });
  console.log(`${claim.providerAccountId} is ${email} now, and can sign in.`);
}

function readArguments(): { email: string; account: string | undefined; tenant: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { tenant: { type: 'string' } },
    });
    const [email, account, ...others] = positionals;
    if (!email || others.length > 0) throw new ConfirmFailure(usage);
    return { email, account, tenant: values.tenant?.trim().toLowerCase() };
  } catch {
    throw new ConfirmFailure(usage);
  }
}
