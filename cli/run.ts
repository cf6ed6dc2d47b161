import { CommanderError } from 'commander';
import { createZli } from './context';
import { exitCode, Failure } from './failure';
import { normalizeCommandNames } from './normalize-command-names';
import { createProgram } from './program';
import { type OutputOptions, openTerminal } from './terminal';

/** Runs one command line (without `node` and `zli`), and gives the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const output: OutputOptions = { silent: false, debug: false };
  const terminal = openTerminal(output);
  const zli = createZli(terminal, process.env);
  const program = createProgram(zli, output);
  try {
    await program.parseAsync(normalizeCommandNames(program, args), { from: 'user' });
    return zli.exit.code;
  } catch (error) {
    // Commander has printed what it had to say: help, the version, or what is wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode;
    terminal.error(error instanceof Failure ? error.message : sayUnexpected(error));
    if (error instanceof Error) terminal.debug(error.stack ?? error.message);
    return error instanceof Failure ? error.exitCode : exitCode.error;
  }
}

function sayUnexpected(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `zli failed: ${what.split('\n')[0]}. With --debug it says where.`;
}
