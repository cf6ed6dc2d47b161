import type { Command } from 'commander';
import type { Zli } from '../context';
import { collect } from '../format/collect';
import { readTargetString } from '../targets/target-string';
import { readVerb } from '../targets/target-type';

type Options = { reason?: string; wait?: true; targetGroup?: string[]; protocol?: string; json?: true };

/** `zli request`: asks for access without connecting. */
export function addRequest(program: Command, zli: Zli): void {
  program
    .command('request')
    .argument('<target>', '[user@]target[.environment], by name or id')
    .description('ask for access to a target')
    .option('--reason <reason>', 'why you need it')
    .option('--wait', 'wait for the decision')
    .option('--targetGroup <group>', 'a group to be in, on a cluster; may be repeated', collect)
    .option('-p, --protocol <protocol>', 'shell, filetransfer, tunnel, rdp or sqlserver, on a server')
    .option('-j, --json', 'print the request as JSON')
    .addHelpText('after', '\nExample:\n  zli request root@prod-web.prod --reason "The disk is full" --wait')
    .action((target: string, options: Options) => request(zli, target, options));
}

async function request(zli: Zli, written: string, options: Options): Promise<void> {
  const { terminal } = zli;
  const target = readTargetString(written);
  const verb = options.protocol === undefined ? null : readVerb(options.protocol);
  const [{ findRequestable }, { requestAccess }, { describeApproval, waitForDecision }] = await Promise.all([
    import('../access/find-requestable'),
    import('../access/request-access'),
    import('../access/wait-for-decision'),
  ]);
  const api = await zli.openApi();
  const asked = await requestAccess(api, terminal, {
    targetId: await findRequestable(api, target),
    targetUser: target.user,
    targetGroups: options.targetGroup ?? [],
    verb,
    reason: options.reason ?? null,
    again: `zli request ${written}`,
  });
  const isWaiting = options.wait && asked.state === 'Pending';
  const outcome = isWaiting ? await waitForDecision(api, terminal, asked) : asked;
  if (options.json) terminal.print(JSON.stringify(outcome, null, 2));
  else if (!isWaiting && outcome.state === 'Active') terminal.say(describeApproval(outcome, api.now()));
  if (outcome.state === 'Active') terminal.say(`Connect with: ${outcome.connectLine}`);
  else
    terminal.say(`${outcome.connectLine} connects once it is approved. zli end ${outcome.id} takes it back.`);
}
