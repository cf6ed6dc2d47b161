import type { Command } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';

/** Adds `zli deny`: an admin denies a request. */
export function addDeny(program: Command, zli: Zli): void {
  program
    .command('deny')
    .argument('<id>', 'id of the request, or its first characters')
    .description('deny a request (admins only)')
    .option('--reason <reason>', 'reason, shown to the requester')
    .addHelpText('after', '\nExample:\n  zli deny 0b51c3de --reason "Use the replica"')
    .action((id: string, options: { reason?: string }) => deny(zli, id, options));
}

async function deny({ terminal, openApi }: Zli, id: string, { reason }: { reason?: string }): Promise<void> {
  const { findOpenRequest } = await import('../access/find-request');
  const { describeRequest } = await import('../access/access-request');
  const api = await openApi();
  const request = await findOpenRequest(api, id);
  const denied = await api.patch<AccessRequest>(`access/requests/${request.id}/deny`, { reason });
  terminal.info(`Denied the request by ${denied.requester.email} for ${describeRequest(denied)}.`);
}
