import { type Command, InvalidArgumentError } from 'commander';
import type { RequestForm } from '../access/access-request';
import type { Zli } from '../context';
import { readVerb } from '../targets/read-target-options';
import { readTargetString } from '../targets/target-string';
import { collect } from './collect';

type Options = {
  reason?: string;
  wait?: true;
  targetGroup?: string[];
  protocol?: string;
  json?: true;
  duration?: number;
};

/** Adds `zli request`: requests access without connecting. */
export function addRequest(program: Command, zli: Zli): void {
  program
    .command('request')
    .argument('<target>', '[user@]target[.environment], by name or id')
    .description('request access to a target')
    .option('--reason <reason>', 'why you need access')
    .option('--duration <minutes>', 'for less time than the policy allows', readMinutes)
    .option('--wait', 'wait for approval')
    .option('--targetGroup <group>', 'group on a cluster; can be repeated', collect)
    .option('-p, --protocol <protocol>', 'shell, filetransfer, tunnel, rdp or sqlserver (servers only)')
    .option('-j, --json', 'print the request as JSON')
    .addHelpText('after', '\nExample:\n  zli request root@prod-web.prod --reason "The disk is full" --wait')
    .action((target: string, options: Options) => request(zli, target, options));
}

async function request(zli: Zli, text: string, options: Options): Promise<void> {
  const { terminal } = zli;
  const target = readTargetString(text);
  const verb = options.protocol === undefined ? null : readVerb(options.protocol);
  const [
    { findRequestableTarget },
    { requestAccess },
    { describeApproval, describeNextSteps, waitForDecision },
  ] = await Promise.all([
    import('../access/find-requestable-target'),
    import('../access/request-access'),
    import('../access/wait-for-decision'),
  ]);
  const api = await zli.openApi();
  const targetId = await findRequestableTarget(api, target);
  const form = await api.get<RequestForm>(`access/requestable/${targetId}`);
  const { request: requested, isNew } = await requestAccess(api, terminal, form, {
    targetId,
    targetUser: target.user,
    targetGroups: options.targetGroup ?? [],
    verb,
    duration: options.duration ?? null,
    reason: options.reason ?? null,
    announced: null,
    again: `zli request ${text}`,
  });
  const isWaiting = options.wait && requested.state === 'Pending';
  const outcome = isWaiting ? await waitForDecision(api, terminal, requested) : requested;
  if (options.json) terminal.print(JSON.stringify(outcome, null, 2));
  else if (isNew && !isWaiting && outcome.state === 'Active')
    terminal.info(describeApproval(outcome, api.now()));
  if (outcome.state === 'Active') terminal.info(`Connect with: ${outcome.connectLine}`);
  else terminal.info(describeNextSteps(outcome));
}

function readMinutes(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InvalidArgumentError('Enter a number of minutes, as in: --duration 30');
  return Number(text);
}
