import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Zli } from '../context';

type SshOptions = { mySshPath: string; bzSshPath: string };

/** `zli generate`: configuration that leads other programs to targets. */
export function addGenerate(program: Command, zli: Zli): void {
  const generate = program
    .command('generate')
    .description('write the configuration of ssh or kubectl')
    .addHelpText('after', '\nExample:\n  zli generate sshConfig');
  generate
    .command('sshConfig')
    .description('let ssh, scp and their friends reach your servers by name')
    .option('--mySshPath <path>', 'your configuration of ssh', join(homedir(), '.ssh', 'config'))
    .option('--bzSshPath <path>', 'the one that zli writes', join(homedir(), '.ssh', 'bzero-bz-config'))
    .addHelpText('after', '\nExample:\n  zli generate sshConfig && ssh root@prod-web.prod')
    .action(async (options: SshOptions) => {
      const { generateSshConfig } = await import('../ssh-config/generate-ssh-config');
      await generateSshConfig(zli, options);
    });
  generate
    .command('kubeConfig')
    .description('write a kubeconfig for your clusters')
    .option('--path <file>', 'the file to write; stdout where left out')
    .addHelpText(
      'after',
      '\nExample:\n  zli generate kubeConfig --path ~/.kube/bzero && KUBECONFIG=~/.kube/bzero kubectl get pods',
    )
    .action(async (options: { path?: string }) => {
      const { generateKubeConfig } = await import('../kube/generate-kube-config');
      await generateKubeConfig(zli, options.path ?? null);
    });
}
