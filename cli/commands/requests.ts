import { type Command, Option } from 'commander';
import type { AccessRequest } from '../access/access-request';
import type { Zli } from '../context';

type Options = { all?: boolean; state: 'open' | 'waiting' | 'live' | 'all'; json?: true };

/** Adds `zli requests`: the caller's requests, or everyone's for admins. */
export function addRequests(program: Command, zli: Zli): void {
  program
    .command('requests')
    .description('list your requests')
    .option('--all', "list everyone's requests (admins only)")
    .addOption(
      new Option('--state <state>', 'waiting (pending), live (active), open (either of them) or all')
        .choices(['open', 'waiting', 'live', 'all'])
        .default('open'),
    )
    .option('-j, --json', 'print JSON')
    .addHelpText('after', '\nExample:\n  zli requests --all --state waiting')
    .action((options: Options) => listRequests(zli, options));
}

const noRequests: Record<Options['state'], string> = {
  open: 'No open requests.',
  waiting: 'No pending requests.',
  live: 'No active access.',
  all: 'No requests.',
};

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
  if (requests.length === 0) return terminal.info(noRequests[state]);
  const { drawRequests } = await import('../access/draw-requests');
  terminal.print(drawRequests(requests, { now: api.now(), width: terminal.width, isAll }));
}
