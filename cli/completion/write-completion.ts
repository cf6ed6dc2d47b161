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

// Words are split at spaces only, because bash splits user@target too; it then replaces what follows the @. Values come
// from other people, so they never go through compgen -W, which would expand them.
function writeBash(commands: readonly CompletionCommand[]): string {
  return `_zli_values() {
  local kept="" value
  [[ $COMP_WORDBREAKS == *@* ]] && kept="\${2%"\${2##*@}"}"
  while IFS=$'\\t' read -r value _; do
    COMPREPLY+=("\${value#"$kept"}")
  done < <(zli complete "$1" "$2" 2>/dev/null)
}
_zli() {
  local line="\${COMP_LINE:0:COMP_POINT}" seen="" word
  local current="\${line##*[[:space:]]}" words
  read -ra words <<< "\${line%"$current"}"
  for word in "\${words[@]:1}"; do
    [[ $word == -* ]] || seen="\${seen:+$seen }$word"
  done
  COMPREPLY=()
  case "$seen" in
${commands.map((command) => `    ${writePattern(command)}) COMPREPLY=($(compgen -W "${command.words.map(({ word }) => word).join(' ')}" -- "$current")) ;;`).join('\n')}
  esac
  [[ $current == -* ]] && return
  case "$seen" in
${writeValues(commands, (kind) => `_zli_values ${kind} "$current"`)}
  esac
}
complete -o default -F _zli zli`;
}

function writeZsh(commands: readonly CompletionCommand[]): string {
  const list = (words: CompletionCommand['words']) =>
    words.map(({ word, description }) => quote(`${word}:${description}`)).join(' ');
  return `#compdef zli
_zli_values() {
  local line
  for line in "\${(@f)$(zli complete $1 "\${(Q)PREFIX}" 2>/dev/null)}"; do
    [[ -z $line ]] || words_here+=("\${line%%$'\\t'*}:\${line#*$'\\t'}")
  done
}
_zli() {
  local seen="" word
  local -a words_here
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] || seen="\${seen:+$seen }$word"
  done
  case "$seen" in
${commands.map((command) => `    ${writePattern(command)}) words_here=(${list(command.words)}) ;;`).join('\n')}
  esac
  [[ $PREFIX == -* ]] || case "$seen" in
${writeValues(commands, (kind) => `_zli_values ${kind}`)}
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
  const values = commands.flatMap(({ path, values }) =>
    values === null
      ? []
      : [
          `complete -c zli -n ${quote(fishCondition(path, commands))} -f -a ${quote(`(zli complete ${values} (commandline -ct) 2>/dev/null)`)}`,
        ],
  );
  return [...lines, ...values].join('\n');
}

/** Lines of a case statement: only the first argument of a command is a value, so the path ends with the command. */
function writeValues(commands: readonly CompletionCommand[], call: (kind: string) => string): string {
  return commands
    .flatMap(({ path, values }) => (values === null ? [] : [`    "${path}") ${call(values)} ;;`]))
    .join('\n');
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
