import type { Command } from 'commander';

/** Replaces command names in any case, and aliases, by the declared names (`zli LT`, `generate sshconfig`). */
export function normalizeCommandNames(program: Command, args: readonly string[]): string[] {
  const normalized = [...args];
  let level: Command | undefined = program;
  for (let index = 0; index < args.length && level && level.commands.length > 0; index++) {
    const word = args[index] ?? '';
    if (word === '--') break;
    if (word.startsWith('-')) continue;
    // commander does not list `help` among the commands.
    if (word.toLowerCase() === 'help') {
      normalized[index] = 'help';
      continue;
    }
    level = level.commands.find((command) => namesOf(command).includes(word.toLowerCase()));
    if (level) normalized[index] = level.name();
  }
  return normalized;
}

function namesOf(command: Command): string[] {
  return [command.name(), ...command.aliases()].map((name) => name.toLowerCase());
}
