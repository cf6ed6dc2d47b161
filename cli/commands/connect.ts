import type { Command } from 'commander';
import type { Zli } from '../context';
import { readTargetType, readVerb } from '../targets/read-target-options';
import { readTargetString } from '../targets/target-string';
import { collect } from './collect';

type Options = {
  targetType?: string;
  targetGroup?: string[];
  protocol?: string;
  wait?: true;
  reason?: string;
  customPort?: string;
  openBrowser?: true;
};

/** Adds `zli connect`: runs a shell, a database client or a command until the access ends. */
export function addConnect(program: Command, zli: Zli): void {
  program
    .command('connect')
    .argument('<target>', '[user@]target[.environment], by name or id')
    .argument('[command...]', 'command to run, after --; zli exits with its exit code')
    .usage('[options] <target> [-- command...]')
    .description('connect to a target, and request access if you have none')
    .option('-t, --targetType <type>', 'type of the target, if several targets have the name')
    .option('--targetGroup <group>', 'group on a cluster; can be repeated', collect)
    .option('-p, --protocol <protocol>', 'shell, filetransfer, tunnel, rdp or sqlserver (servers only)')
    .option('--wait', 'wait for approval if access has to be requested')
    .option('--reason <reason>', 'why you need access; requests it without asking first')
    .option('--customPort <ports>', 'LOCAL:HOST:PORT to forward (tunnel), or a local port')
    .option('--openBrowser', 'open a web app in your browser')
    .addHelpText(
      'after',
      `
Examples:
  zli connect root@prod-web.prod
  zli connect root@prod-web.prod --reason "The disk is full" --wait -- df -h
  zli connect postgres@orders-db
  zli connect root@prod-web --protocol tunnel --customPort 8080:localhost:80
  zli connect Administrator@win-build --protocol rdp`,
    )
    .action((target: string, command: string[], options: Options) => connect(zli, target, command, options));
}

async function connect(zli: Zli, target: string, command: string[], options: Options): Promise<void> {
  const { connectTarget } = await import('../connect/connect-target');
  zli.exit.code = await connectTarget(zli, {
    target: readTargetString(target),
    targetType: options.targetType === undefined ? undefined : readTargetType(options.targetType),
    targetGroups: options.targetGroup ?? [],
    verb: options.protocol === undefined ? undefined : readVerb(options.protocol),
    reason: options.reason ?? null,
    isWaiting: options.wait ?? false,
    customPort: options.customPort,
    isBrowserOpened: options.openBrowser ?? false,
    command,
  });
}
