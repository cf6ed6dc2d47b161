import type { Command } from 'commander';
import type { Zli } from '../context';
import { collect } from './collect';

type Options = { target: string; user: string; group?: string[]; server?: string };

/** Adds `zli kube-credential`: the exec plugin in the kubeconfig that `generate kubeConfig` writes. */
export function addKubeCredential(program: Command, zli: Zli): void {
  program
    .command('kube-credential')
    .description('print a certificate for kubectl, as its exec plugin')
    .requiredOption('--target <id>', 'id of the cluster')
    .requiredOption('--user <user>', 'user on the cluster')
    .option('--group <group>', 'group on the cluster; can be repeated', collect)
    .option('--server <address>', 'the console of the cluster; default: the one of the last login')
    .addHelpText(
      'after',
      '\nExample:\n  zli kube-credential --target 3e0c1f6e-6d4f-4f0e-9d5b-0c1d2e3f4a5b --user admin --group system:masters',
    )
    .action(async ({ target: targetId, user, group: groups = [], server }: Options) => {
      const { findKubeCredential, readExecVersion, writeExecCredential } = await import(
        '../kube/kube-credential'
      );
      const version = readExecVersion(zli.env.KUBERNETES_EXEC_INFO);
      const openApi = () => zli.openApi(server);
      const credential = await findKubeCredential(zli.folder, { targetId, user, groups }, openApi);
      zli.terminal.print(writeExecCredential(credential, version));
    });
}
