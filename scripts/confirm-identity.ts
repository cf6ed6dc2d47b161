// `npm run confirm-identity -- EMAIL [ACCOUNT] [--tenant VALUE]`: confirms that an account at the identity provider is the
// person with an email, before or while the product runs. For an organization whose only admin has a new account: no one
// else can confirm it. Without an account, it lists those that were refused and wait.
import { parseArgs } from 'node:util';
import { type Context, systemContext } from '@/lib/context';
import { decideIdentity } from '@/lib/directory/decide-identity';
import { listIdentityClaims } from '@/lib/directory/list-identity-claims';
import { CommandFailure, ensureOrganization, requireProvider, runOperatorCommand } from './operator-command';

const usage = 'Usage: npm run confirm-identity -- EMAIL [ACCOUNT] [--tenant VALUE]';

await runOperatorCommand(
  async () => {
    const { email, account, tenant } = readArguments();
    const { id } = await ensureOrganization(tenant);
    await confirm(systemContext(id, 'the operator', 'operator'), email, account);
  },
  () => void [readArguments(), requireProvider()],
);

async function confirm(ctx: Context, email: string, account: string | undefined): Promise<void> {
  const claims = await listIdentityClaims(ctx, email);
  if (claims.length === 0)
    throw new CommandFailure(
      `No account waits to be confirmed as ${email}: sign in with it once, then run this again.`,
    );
  const claim = claims.find(({ providerAccountId }) => providerAccountId === account);
  if (account !== undefined && !claim)
    throw new CommandFailure(`The account ${account} does not wait to be confirmed.`);
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
    if (!email || others.length > 0) throw new CommandFailure(usage);
    return { email, account, tenant: values.tenant?.trim().toLowerCase() };
  } catch {
    throw new CommandFailure(usage);
  }
}
