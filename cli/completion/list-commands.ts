import type { Command } from 'commander';

/** A command, and the words that can follow it. */
export type CompletionCommand = {
  /** names of the command and its parents, separated by spaces; empty for zli itself */
  path: string;
  /** whether it has subcommands */
  isGroup: boolean;
  words: { word: string; description: string }[];
};

/** Lists all commands with their subcommands and options. */
export function listCommands(program: Command): CompletionCommand[] {
  return walk(program, '');
}

function walk(command: Command, path: string): CompletionCommand[] {
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const words = [
    ...subcommands.map((one) => ({ word: one.name(), description: help.subcommandDescription(one) })),
    ...help
      .visibleOptions(command)
      .flatMap(({ long, description }) => (long ? [{ word: long, description }] : [])),
  ];
  return [
    { path, isGroup: subcommands.length > 0, words },
    ...subcommands.flatMap((one) => walk(one, path === '' ? one.name() : `${path} ${one.name()}`)),
  ];
}
