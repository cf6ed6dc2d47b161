import type { Command } from 'commander';

/** A command as completion knows it: the words that lead to it, and what may follow. */
export type CommandWords = {
  path: string;
  /** whether other commands are below it */
  isGroup: boolean;
  words: { word: string; about: string }[];
};

/** What may be typed behind each command: the commands below it and its options. */
export function listCommandWords(program: Command): CommandWords[] {
  return walk(program, '');
}

function walk(command: Command, path: string): CommandWords[] {
  const help = command.createHelp();
  const below = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const words = [
    ...below.map((one) => ({ word: one.name(), about: help.subcommandDescription(one) })),
    ...help
      .visibleOptions(command)
      .flatMap(({ long, description }) => (long ? [{ word: long, about: description }] : [])),
  ];
  return [
    { path, isGroup: below.length > 0, words },
    ...below.flatMap((one) => walk(one, path === '' ? one.name() : `${path} ${one.name()}`)),
  ];
}
