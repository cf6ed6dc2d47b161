import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { ownCommand } from './own-command';
import { spellCommands } from './spell-commands';
import { formatClock, formatElapsed, formatShortTimeLeft } from './time';

const now = new Date(2026, 2, 1, 12, 0);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test.each([
  [-1, 'ended'],
  [0, 'ended'],
  [0.1, '1 min'],
  [59, '59 min'],
  [60, '1 h'],
  [72, '1 h 12 min'],
  [1440, '1 d'],
  [1500, '1 d 1 h'],
])('%f minutes are left: %s', (minutes, words) =>
  expect(formatShortTimeLeft(later(minutes), now)).toBe(words),
);

test('an end is told by the clock, with its date from a day on', () => {
  expect(formatClock(later(65), now)).toBe('13:05');
  expect(formatClock(later(1440), now)).toBe('2026-03-02 12:00');
});

test.each([
  [0, '0:00'],
  [42_900, '0:42'],
  [725_000, '12:05'],
  [3_720_000, '1:02:00'],
])('%i ms have passed: %s', (ms, words) => expect(formatElapsed(ms)).toBe(words));

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
  ])('%o', (args, spelled) => expect(spellCommands(program, args)).toEqual(spelled));
});

test('other programs start zli by its name where it is found, else by node and the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zli-test-'));
  const entry = join(folder, 'entry.mjs');
  writeFileSync(entry, '');
  expect(ownCommand(folder, entry)).toEqual([process.execPath, entry]);
  symlinkSync(entry, join(folder, 'zli'));
  expect(ownCommand(folder, entry)).toEqual(['zli']);
});
