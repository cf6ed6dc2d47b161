import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Zli } from '../context';

type SshOptions = { mySshPath: string; bzSshPath: string };

/** Adds `zli generate`: writes the configuration of programs that connect through `zli`. */
export function addGenerate(program: Command, zli: Zli): void {
  const generate = program
    .command('generate')
    .description('write configuration for ssh or kubectl')
    .addHelpText('after', '\nExample:\n  zli generate sshConfig');
  generate
    .command('sshConfig')
    .description('configure ssh, scp and similar tools')
    .option('--mySshPath <path>', 'your ssh configuration', join(homedir(), '.ssh', 'config'))
    .option(
      '--bzSshPath <path>',
      'the file that zli writes and includes',
      join(homedir(), '.ssh', 'bzero-bz-config'),
    )
    .addHelpText('after', '\nExample:\n  zli generate sshConfig && ssh root@prod-web.prod')
    .action(async (options: SshOptions) => {
      const { generateSshConfig } = await import('../ssh-config/generate-ssh-config');
      await generateSshConfig(zli, options);
    });
  generate
    .command('kubeConfig')
    .description('write a kubeconfig for your clusters')
    .option('--path <file>', 'file to write (default: stdout)')
    .addHelpText(
      'after',
      '\nExample:\n  zli generate kubeConfig --path ~/.kube/bzero && KUBECONFIG=~/.kube/bzero kubectl get pods',
    )
    .action(async (options: { path?: string }) => {
      const { generateKubeConfig } = await import('../kube/generate-kube-config');
      await generateKubeConfig(zli, options.path ?? null);
    });
}
