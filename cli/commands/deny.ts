import type { Command } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';

/** `zli deny`: an admin refuses what was asked for. */
export function addDeny(program: Command, zli: Zli): void {
  program
    .command('deny')
    .argument('<id>', 'the request, by its id or how that begins')
    .description('deny a request (admins only)')
    .option('--reason <reason>', 'why, for the person who asked')
    .addHelpText('after', '\nExample:\n  zli deny 0b51c3de --reason "Use the replica"')
    .action((id: string, options: { reason?: string }) => deny(zli, id, options));
}

async function deny({ terminal, openApi }: Zli, id: string, { reason }: { reason?: string }): Promise<void> {
  const { findOpenRequest } = await import('../access/find-request');
  const { describeRequest } = await import('../access/access-request');
  const api = await openApi();
  const request = await findOpenRequest(api, id);
  const denied = await api.patch<AccessRequest>(`access/requests/${request.id}/deny`, { reason });
  terminal.say(`Denied: ${denied.requester.email} gets no access to ${describeRequest(denied)}.`);
}
