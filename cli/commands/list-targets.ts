import type { Command } from 'commander';
import type { Zli } from '../context';
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

/** Adds `zli list-targets`: targets that the caller can access or request. */
export function addListTargets(program: Command, zli: Zli): void {
  program
    .command('list-targets')
    .alias('lt')
    .description('list targets you can access or request')
    .option('-t, --targetType <types...>', 'only these types: Linux, Windows, Kubernetes, Db, Web, Dynamic')
    .option('-e, --env <environment>', 'only this environment, by name or id')
    .option('-n, --name <part>', 'only targets whose name contains this')
    .option('--status <states...>', 'only targets with these statuses, such as Online')
    .option('-d, --detail', 'also show status and target users')
    .option('-i, --showId', 'also show ids')
    .option('-j, --json', 'print JSON')
    .option('-u, --user <email>', 'targets that this person can access (admins only)')
    .addHelpText('after', '\nExample:\n  zli list-targets --env prod --targetType Linux Db')
    .action((options: Options) => listTargets(zli, options));
}

async function listTargets(zli: Zli, options: Options): Promise<void> {
  const api = await zli.openApi();
  const [lists, requestable] = await Promise.all([
    adminOnly(api.get<TargetLists>('targets', { userEmail: options.user })),
    // The API lists requestable targets for the caller only.
    options.user
      ? []
      : api.get<RequestableTarget[]>('access/requestable', { users: options.detail || options.json }),
  ]);
  const { filterTargets } = await import('../targets/filter-targets');
  const rows = filterTargets(mergeTargets(lists, requestable), options);
  if (options.json) return zli.terminal.print(JSON.stringify(rows, null, 2));
  if (rows.length === 0) return zli.terminal.info(describeEmptyList(options));
  const { drawTargets } = await import('../targets/draw-targets');
  const { width, colors } = zli.terminal;
  zli.terminal.print(drawTargets(rows, options, { now: api.now(), width, colors }));
}

function describeEmptyList({ user, targetType, env, name, status }: Options): string {
  if (targetType || env || name || status) return 'No targets match. List all targets with: zli list-targets';
  return user
    ? `${user} can't access any targets.`
    : "You can't access or request any targets yet. Ask an admin to add you to a policy.";
}
