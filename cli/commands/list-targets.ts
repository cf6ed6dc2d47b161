import type { Command } from 'commander';
import type { Zli } from '../context';
import { tableWidth } from '../format/table-width';
import { adminOnly } from '../http/admin-only';
import type { RequestableTarget, TargetLists } from '../targets/target-lists';
import { mergeTargets } from '../targets/target-row';

type Options = {
  targetType?: string[];
  env?: string;
  name?: string;
  status?: string[];
  detail?: true;
  showId?: true;
  json?: true;
  user?: string;
};

/** `zli list-targets`: what one has access to, and what one may ask for. */
export function addListTargets(program: Command, zli: Zli): void {
  program
    .command('list-targets')
    .alias('lt')
    .description('list what you have access to, and what you may ask for')
    .option('-t, --targetType <types...>', 'only these types: Linux, Windows, Kubernetes, Db, Web, Dynamic')
    .option('-e, --env <environment>', 'only this environment, by name or id')
    .option('-n, --name <part>', 'only targets with this in their name')
    .option('--status <states...>', 'only targets in these states, such as Online')
    .option('-d, --detail', 'show agent version, status, target users and region too')
    .option('-i, --showId', 'show ids too')
    .option('-j, --json', 'print JSON')
    .option('-u, --user <email>', 'what somebody else has access to (admins only)')
    .addHelpText('after', '\nExample:\n  zli list-targets --env prod --targetType Linux Db')
    .action((options: Options) => listTargets(zli, options));
}

async function listTargets(zli: Zli, options: Options): Promise<void> {
  const api = await zli.openApi();
  const [lists, requestable] = await Promise.all([
    adminOnly(api.get<TargetLists>('targets', { userEmail: options.user })),
    // What somebody else may ask for is theirs to see.
    options.user ? [] : api.get<RequestableTarget[]>('access/requestable'),
  ]);
  const { filterTargets } = await import('../targets/filter-targets');
  const rows = filterTargets(mergeTargets(lists, requestable), options);
  if (options.json) return zli.terminal.print(JSON.stringify(rows, null, 2));
  if (rows.length === 0) return zli.terminal.info(sayNone(options));
  const { drawTargets } = await import('../targets/draw-targets');
  const width = tableWidth(zli.terminal, options.detail === true);
  zli.terminal.print(drawTargets(rows, options, { now: api.now(), width, colors: zli.terminal.colors }));
}

function sayNone({ user, targetType, env, name, status }: Options): string {
  if (targetType || env || name || status)
    return 'No target is like that. zli list-targets shows all of them.';
  return user
    ? `${user} has access to nothing now.`
    : 'You have access to nothing, and no policy lets you ask for anything. An admin can change that.';
}
