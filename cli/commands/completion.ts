import type { Command } from 'commander';
import type { Zli } from '../context';

/** `zli completion`: a script for the person's shell. */
export function addCompletion(program: Command, zli: Zli): void {
  program
    .command('completion')
    .argument('[shell]', 'bash, zsh or fish; your own where left out')
    .description('print a script that lets your shell complete the commands of zli')
    .addHelpText('after', '\nExample:\n  zli completion bash >> ~/.bashrc')
    .action(async (name?: string) => {
      const { readShell, writeCompletion } = await import('../completion/write-completion');
      zli.terminal.print(writeCompletion(readShell(name, zli.env), program));
    });
}
