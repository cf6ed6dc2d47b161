import type { Command } from 'commander';
import type { Zli } from '../context';
import { collect } from './collect';

type Options = { target: string; user: string; group?: string[] };

/** `zli kube-credential`: what kubectl runs for a certificate, by the kubeconfig of `generate kubeConfig`. */
export function addKubeCredential(program: Command, zli: Zli): void {
  program
    .command('kube-credential')
    .description('print a certificate for kubectl, as its exec plugin')
    .requiredOption('--target <id>', 'the cluster, by id')
    .requiredOption('--user <user>', 'the cluster user')
    .option('--group <group>', 'a group to be in; may be repeated', collect)
    .addHelpText(
      'after',
      '\nExample:\n  zli kube-credential --target 3e0c1f6e-6d4f-4f0e-9d5b-0c1d2e3f4a5b --user admin --group system:masters',
    )
    .action(async ({ target: targetId, user, group: groups = [] }: Options) => {
      const { findKubeCredential, writeExecCredential } = await import('../kube/kube-credential');
      const credential = await findKubeCredential(zli.folder, { targetId, user, groups }, zli.openApi);
      zli.terminal.print(writeExecCredential(credential));
    });
}
