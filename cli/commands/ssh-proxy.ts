import type { Command } from 'commander';
import type { Zli } from '../context';

/** Adds `zli ssh-proxy`: the ProxyCommand in the ssh configuration that `generate sshConfig` writes. */
export function addSshProxy(program: Command, zli: Zli): void {
  program
    .command('ssh-proxy')
    .argument('<host>', 'target name (%n), with or without the prefix bzero-')
    .argument('<port>', "port (%p); ignored, zli uses the target's own port")
    .argument('<user>', 'target user (%r)')
    .argument('<socket>', 'path of the agent socket that ssh uses')
    .option('--server <address>', 'the console of the target; default: the one of the last login')
    .description('connect ssh to a target, as its ProxyCommand')
    .addHelpText(
      'after',
      '\nExample, in ~/.ssh/config:\n  ProxyCommand zli ssh-proxy %n %p %r ~/.config/bzero-zli/ssh/%r@%n',
    )
    .action(
      async (host: string, _port: string, user: string, socket: string, { server }: { server?: string }) => {
        const { serveProxy } = await import('../ssh/serve-proxy');
        zli.exit.code = await serveProxy(zli, { host, user, socket, server });
      },
    );
}
