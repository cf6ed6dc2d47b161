import { type Command, Option } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';
import { tableWidth } from '../format/table-width';

type Options = { all?: boolean; state: 'open' | 'waiting' | 'live' | 'all'; json?: true };

/** `zli requests`: one's own requests, or as an admin everybody's. */
export function addRequests(program: Command, zli: Zli): void {
  program
    .command('requests')
    .description('list your requests, and as an admin those of all')
    .option('--all', "everybody's (admins only)")
    .addOption(
      new Option('--state <state>', 'which of them; open are those that wait or give access now')
        .choices(['open', 'waiting', 'live', 'all'])
        .default('open'),
    )
    .option('-j, --json', 'print JSON')
    .addHelpText('after', '\nExample:\n  zli requests --all --state waiting')
    .action((options: Options) => listRequests(zli, options));
}

async function listRequests(
  { terminal, openApi }: Zli,
  { all: isAll = false, state, json }: Options,
): Promise<void> {
  const api = await openApi();
  const whose = isAll ? 'all' : 'own';
  const { listOpenRequests } = await import('../access/find-request');
  const requests =
    state === 'open'
      ? await listOpenRequests(api, whose)
      : await api.get<AccessRequest[]>('access/requests', { state, whose });
  if (json) return terminal.print(JSON.stringify(requests, null, 2));
  if (requests.length === 0)
    return terminal.info(`There are no ${state === 'all' ? '' : `${state} `}requests.`);
  const { drawRequests } = await import('../access/draw-requests');
  const width = tableWidth(terminal, isAll);
  terminal.print(drawRequests(requests, { now: api.now(), width, isAll }));
}
