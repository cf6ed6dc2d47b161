import type { Command } from 'commander';
import type { ValueKind } from './value-kind';

/** A command, and the words that can follow it. */
export type CompletionCommand = {
  /** names of the command and its parents, separated by spaces; empty for zli itself */
  path: string;
  /** whether it has subcommands */
  isGroup: boolean;
  words: { word: string; description: string }[];
  /** what its first argument can be, which `zli complete` lists; null if it takes none, or anything */
  values: ValueKind | null;
};

/** Lists all commands with their subcommands, options and arguments. */
export function listCommands(program: Command): CompletionCommand[] {
  return walk(program, '');
}

/** The kinds of arguments, by their names in the commands. */
const kinds: Record<string, ValueKind> = { target: 'targets', id: 'undecided', 'id or target': 'open' };

function walk(command: Command, path: string): CompletionCommand[] {
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const words = [
    ...subcommands.map((one) => ({ word: one.name(), description: help.subcommandDescription(one) })),
    ...help
      .visibleOptions(command)
      .flatMap(({ long, description }) => (long ? [{ word: long, description }] : [])),
  ];
  const [argument] = command.registeredArguments;
  const values = (argument && kinds[argument.name()]) ?? null;
  return [
    { path, isGroup: subcommands.length > 0, words, values },
    ...subcommands.flatMap((one) => walk(one, path === '' ? one.name() : `${path} ${one.name()}`)),
  ];
}
