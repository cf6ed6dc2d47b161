import type { Command } from 'commander';
import type { Zli } from '../context';

/** `zli ssh-proxy`: what ssh runs to get to a target, written into its configuration by `generate sshConfig`. */
export function addSshProxy(program: Command, zli: Zli): void {
  program
    .command('ssh-proxy')
    .argument('<host>', "the target, as ssh was told; bzero- in front doesn't matter")
    .argument('<port>', "the port that ssh was told; the target's own counts")
    .argument('<user>', 'the target user')
    .argument('<socket>', 'where ssh looks for its agent')
    .description('carry one ssh to a target, as its ProxyCommand')
    .addHelpText(
      'after',
      '\nExample, in ~/.ssh/config:\n  ProxyCommand zli ssh-proxy %n %p %r ~/.config/bzero-zli/ssh/%r@%n',
    )
    .action(async (host: string, _port: string, user: string, socket: string) => {
      const { serveProxy } = await import('../ssh/serve-proxy');
      zli.exit.code = await serveProxy(zli, { host, user, socket });
    });
}
