import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { version } from '../package.json';
import { listCommands } from './completion/list-commands';
import { readShell, type Shell, writeCompletion } from './completion/write-completion';
import { createZli } from './context';
import { createProgram } from './program';
import { run } from './run';
import { openTerminal } from './terminal';

const output = { silent: false, debug: false };
const program = createProgram(createZli(openTerminal(output), process.env), output);
const paths = listCommands(program).flatMap(({ path }) => (path === '' ? [] : [path]));

function commandAt(path: string): Command {
  return path
    .split(' ')
    .reduce<Command>(
      (parent, name) => parent.commands.find((one) => one.name() === name) as Command,
      program,
    );
}

/** The printed help, with its examples. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 }).outputHelp();
  return text;
}

describe('every command', () => {
  test.each(paths)('%s has a description, and help that ends with an example', (path) => {
    expect(commandAt(path).description()).toMatch(/^[a-z].*[^.]$/);
    const example = helpOf(commandAt(path)).split(/\nExamples?[^\n]*:\n/)[1] ?? '';
    expect(example).toContain(`zli ${path}`);
  });

  test.each(paths)('%s has a place in docs/zli.md, with an example', (path) => {
    expect(readFileSync('docs/zli.md', 'utf8')).toContain(`zli ${path}`);
  });

  test.each(paths.flatMap((path) => commandAt(path).options.map((option) => [path, option.long ?? ''])))(
    'docs/zli.md describes the option of %s: %s',
    (_, option) => expect(readFileSync('docs/zli.md', 'utf8')).toContain(option),
  );
});

test.each<Shell>(['bash', 'zsh', 'fish'])('completion for %s has all commands and their options', (shell) => {
  const script = writeCompletion(shell, program);
  const dashes = shell === 'fish' ? '-l ' : '--';
  for (const { words } of listCommands(program))
    for (const { word } of words)
      expect(script).toContain(word.startsWith('--') ? `${dashes}${word.slice(2)}` : word);
});

test('completion is for the named shell, by default the login shell', () => {
  expect(readShell(undefined, { SHELL: '/usr/bin/fish' } as never)).toBe('fish');
  expect(readShell('zsh', { SHELL: '/bin/bash' } as never)).toBe('zsh');
  expect(() => readShell(undefined, {} as never)).toThrow('Specify a shell');
});

test('the version is the package’s', () => expect(program.version()).toBe(version));

test('no arguments print the help to stdout', async () => {
  const written: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
  try {
    expect(await run([])).toBe(0);
  } finally {
    process.stdout.write = write;
  }
  expect(written.join('')).toMatch(/^Usage: zli /);
});

test.each([
  [['unknown'], "unknown command 'unknown'"],
  [['approve'], "missing required argument 'id'"],
  [['requests', '--state', 'sleeping'], 'Allowed choices are open, waiting, live, all.'],
  [
    ['policy', 'list', 'sudo'],
    'Available types: justintime, targetconnect, kubernetes, proxy, sessionrecording, organizationcontrols.',
  ],
])('%o is refused in one line', async (args, message) => {
  const written: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = ((text: string) => written.push(text) > 0) as typeof write;
  try {
    expect(await run(args)).toBe(1);
  } finally {
    process.stderr.write = write;
  }
  expect(written.join('')).toContain(message);
  expect(written.join('')).toMatch(/^[^\n]* \(see --help\)\n$/);
});
