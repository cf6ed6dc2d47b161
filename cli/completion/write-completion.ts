import type { Command } from 'commander';
import { Failure } from '../failure';
import { type CompletionCommand, listCommands } from './list-commands';

export type Shell = 'bash' | 'zsh' | 'fish';

/** Writes the script with which a shell completes the commands and options of `zli`. */
export function writeCompletion(shell: Shell, program: Command): string {
  const commands = listCommands(program);
  switch (shell) {
    case 'bash':
      return writeBash(commands);
    case 'zsh':
      return writeZsh(commands);
    case 'fish':
      return writeFish(commands);
  }
}

/**
 * Reads the name of a shell; without one, takes the login shell from `SHELL`.
 *
 * Throws a `Failure` for any other shell.
 */
export function readShell(name: string | undefined, env: NodeJS.ProcessEnv): Shell {
  const shell = (name ?? env.SHELL ?? '').split('/').at(-1);
  if (shell === 'bash' || shell === 'zsh' || shell === 'fish') return shell;
  throw new Failure('usage', 'Specify a shell: zli completion bash, zsh or fish.');
}

function writeBash(commands: readonly CompletionCommand[]): string {
  return `_zli() {
  local path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  case "$path" in
${commands.map((command) => `    ${writePattern(command)}) COMPREPLY=($(compgen -W "${command.words.map(({ word }) => word).join(' ')}" -- "\${COMP_WORDS[COMP_CWORD]}")) ;;`).join('\n')}
  esac
}
complete -o default -F _zli zli`;
}

function writeZsh(commands: readonly CompletionCommand[]): string {
  const list = (words: CompletionCommand['words']) =>
    words.map(({ word, description }) => quote(`${word}:${description}`)).join(' ');
  return `#compdef zli
_zli() {
  local path="" word
  local -a words_here
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  case "$path" in
${commands.map((command) => `    ${writePattern(command)}) words_here=(${list(command.words)}) ;;`).join('\n')}
  esac
  _describe 'zli' words_here || _files
}
compdef _zli zli`;
}

function writeFish(commands: readonly CompletionCommand[]): string {
  const lines = commands.flatMap(({ path, words }) =>
    words.map(({ word, description }) => {
      const option = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
      return `complete -c zli -n ${quote(fishCondition(path, commands))} ${option} -d ${quote(description)}`;
    }),
  );
  return lines.join('\n');
}

function fishCondition(path: string, commands: readonly CompletionCommand[]): string {
  if (path === '') return '__fish_use_subcommand';
  const seen = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const subcommands = commands
    .filter((one) => one.path.startsWith(`${path} `))
    .map((one) => one.path.slice(path.length + 1));
  const unseen = subcommands.length > 0 ? [`not __fish_seen_subcommand_from ${subcommands.join(' ')}`] : [];
  return [...seen, ...unseen].join('; and ');
}

// A command is completed after its arguments too; a group of commands is not.
function writePattern({ path, isGroup }: CompletionCommand): string {
  return isGroup ? `"${path}"` : `"${path}"|"${path} "*`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
