import type { Command } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';
import { Failure } from '../failure';

/** `zli end`: gives access back, or takes a request back that nobody has decided; an admin revokes. */
export function addEnd(program: Command, zli: Zli): void {
  program
    .command('end')
    .argument('[id or target]', 'which one, where several are open; admins end that of others by id')
    .description('end access that you have asked for, or take the request back')
    .addHelpText('after', '\nExample:\n  zli end prod-web.prod')
    .action((meant?: string) => end(zli, meant));
}

async function end({ terminal, openApi }: Zli, meant: string | undefined): Promise<void> {
  const { findOnlyRequest, findOpenRequest } = await import('../access/find-request');
  const { describeRequest } = await import('../access/access-request');
  const api = await openApi();
  const request = meant === undefined ? await findOnlyRequest(api) : await findOpenRequest(api, meant);
  const path = `access/requests/${request.id}`;
  switch (request.state) {
    case 'Pending':
      await api.patch<AccessRequest>(`${path}/cancel`);
      return terminal.say(`Taken back: the request for ${describeRequest(request)}.`);
    case 'Active':
      await api.patch<AccessRequest>(`${path}/end`);
      return terminal.say(`Ended: access to ${describeRequest(request)}.`);
    default: {
      const { describeClosedRequest } = await import('../access/wait-for-decision');
      throw new Failure('already-ended', `There is nothing to end. ${describeClosedRequest(request)}`);
    }
  }
}
