import type { Command } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';
import { formatClock } from '../format/time';

/** Adds `zli approve`: an admin approves a request. */
export function addApprove(program: Command, zli: Zli): void {
  program
    .command('approve')
    .argument('<id>', 'id of the request, or its first characters')
    .description('approve a request (admins only)')
    .addHelpText('after', '\nExample:\n  zli approve 0b51c3de')
    .action((id: string) => approve(zli, id));
}

async function approve({ terminal, openApi }: Zli, id: string): Promise<void> {
  const { findOpenRequest } = await import('../access/find-request');
  const { describeRequest } = await import('../access/access-request');
  const api = await openApi();
  const request = await findOpenRequest(api, id);
  const approved = await api.patch<AccessRequest>(`access/requests/${request.id}/approve`);
  const until = approved.accessExpirationTime;
  terminal.info(
    `Approved: ${approved.requester.email} has access to ${describeRequest(approved)}${until ? ` until ${formatClock(new Date(until), api.now())}` : ''}.`,
  );
}
