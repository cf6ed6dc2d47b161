import type { Command } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';
import { Failure } from '../failure';

/** Adds `zli end`: ends the caller's access or cancels their pending request; an admin revokes other people's. */
export function addEnd(program: Command, zli: Zli): void {
  program
    .command('end')
    .argument(
      '[id or target]',
      'which one, if several are open; admins use the id to end access of other people',
    )
    .description('end your access or cancel a request')
    .addHelpText('after', '\nExample:\n  zli end prod-web.prod')
    .action((query?: string) => end(zli, query));
}

async function end({ terminal, openApi }: Zli, query: string | undefined): Promise<void> {
  const { findOnlyRequest, findOpenRequest } = await import('../access/find-request');
  const { describeRequest } = await import('../access/access-request');
  const api = await openApi();
  const request = query === undefined ? await findOnlyRequest(api) : await findOpenRequest(api, query);
  const path = `access/requests/${request.id}`;
  switch (request.state) {
    case 'Pending':
      await api.patch<AccessRequest>(`${path}/cancel`);
      return terminal.info(`Cancelled: the request for ${describeRequest(request)}.`);
    case 'Active':
      await api.patch<AccessRequest>(`${path}/end`);
      return terminal.info(`Ended: access to ${describeRequest(request)}.`);
    default: {
      const { describeClosedRequest } = await import('../access/wait-for-decision');
      throw new Failure('already-ended', `This request is not open. ${describeClosedRequest(request)}`);
    }
  }
}
