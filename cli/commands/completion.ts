import type { Command } from 'commander';
import type { Zli } from '../context';

/** Adds `zli completion`: prints a completion script. */
export function addCompletion(program: Command, zli: Zli): void {
  program
    .command('completion')
    .argument('[shell]', 'bash, zsh or fish (default: your login shell)')
    .description('print a completion script for your shell')
    .addHelpText('after', '\nExample:\n  zli completion bash >> ~/.bashrc')
    .action(async (name?: string) => {
      const { readShell, writeCompletion } = await import('../completion/write-completion');
      zli.terminal.print(writeCompletion(readShell(name, zli.env), program));
    });
}
