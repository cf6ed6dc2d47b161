import type { Command } from 'commander';

/** Command names may be written in any case (`zli LT`, `generate sshconfig`): gives them as they are declared. */
export function normalizeCommandNames(program: Command, args: readonly string[]): string[] {
  const spelled = [...args];
  let level: Command | undefined = program;
  for (let index = 0; index < args.length && level && level.commands.length > 0; index++) {
    const word = args[index] ?? '';
    if (word === '--') break;
    if (word.startsWith('-')) continue;
    // `zli help connect` names a command too, though help itself is not in the list.
    if (word.toLowerCase() === 'help') {
      spelled[index] = 'help';
      continue;
    }
    level = level.commands.find((command) => namesOf(command).includes(word.toLowerCase()));
    if (level) spelled[index] = level.name();
  }
  return spelled;
}

function namesOf(command: Command): string[] {
  return [command.name(), ...command.aliases()].map((name) => name.toLowerCase());
}
