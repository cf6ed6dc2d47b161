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

/** `zli connect`: a shell, a database client, a command, for as long as the access lasts. */
export function addConnect(program: Command, zli: Zli): void {
  program
    .command('connect')
    .argument('<target>', '[user@]target[.environment], by name or id')
    .argument('[command...]', 'after --, one command to run; its exit code is that of zli')
    .usage('[options] <target> [-- command...]')
    .description('connect to a target, and ask for access where you have none')
    .option('-t, --targetType <type>', 'the type, where several targets have the name')
    .option('--targetGroup <group>', 'a group to be in, on a cluster; may be repeated', collect)
    .option('-p, --protocol <protocol>', 'shell, filetransfer or tunnel, on a server')
    .option('--wait', 'wait for the decision where access has to be asked for')
    .option('--reason <reason>', 'why you need access, to ask at once where you have none')
    .option('--customPort <ports>', 'LOCAL:HOST:PORT, what a tunnel joins')
    .option('--openBrowser', 'open a web app in the browser')
    .addHelpText(
      'after',
      `
Examples:
  zli connect root@prod-web.prod
  zli connect root@prod-web.prod --reason "The disk is full" --wait -- df -h
  zli connect postgres@orders-db
  zli connect root@prod-web --protocol tunnel --customPort 8080:localhost:80`,
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
