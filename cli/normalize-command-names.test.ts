import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { normalizeCommandNames } from './normalize-command-names';

describe('command names in any case', () => {
  const program = new Command('zli');
  program.command('list-targets').alias('lt');
  program.command('generate').command('sshConfig');
  program.command('connect').argument('<target>');
  test.each([
    [
      ['LIST-TARGETS', '--env', 'PROD'],
      ['list-targets', '--env', 'PROD'],
    ],
    [['Lt'], ['list-targets']],
    [
      ['-s', 'GENERATE', 'sshconfig'],
      ['-s', 'generate', 'sshConfig'],
    ],
    [
      ['help', 'CONNECT'],
      ['help', 'connect'],
    ],
    [
      ['connect', 'LT', '--', 'LT'],
      ['connect', 'LT', '--', 'LT'],
    ],
    [
      ['unknown', 'LT'],
      ['unknown', 'LT'],
    ],
  ])('%o', (args, normalized) => expect(normalizeCommandNames(program, args)).toEqual(normalized));
});
