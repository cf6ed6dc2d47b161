import type { Command } from 'commander';
import type { Zli } from '../context';
import { formatClock } from '../format/time';
import type { ZliSignIn } from '../login/login-result';

/** Adds `zli whoami`: prints the email of the person who is logged in. */
export function addWhoami(program: Command, zli: Zli): void {
  program
    .command('whoami')
    .description('print who is logged in')
    .option('-j, --json', 'print JSON')
    .addHelpText('after', '\nExample:\n  zli whoami')
    .action((options: { json?: true }) => whoami(zli, options));
}

async function whoami({ terminal, openApi }: Zli, { json }: { json?: true }): Promise<void> {
  const api = await openApi();
  const { user, organizationName, expires } = await api.get<ZliSignIn>('zli/token');
  const { id, email } = user;
  if (json)
    return terminal.print(
      JSON.stringify({ id, email, organizationName, server: api.server, expires }, null, 2),
    );
  terminal.print(email);
  const until = formatClock(new Date(expires), api.now());
  terminal.info(`In ${organizationName} at ${api.server}, until ${until}.`);
}
