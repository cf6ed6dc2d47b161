import { CommanderError } from 'commander';
import { createZli } from './context';
import { exitCode, Failure } from './failure';
import { normalizeCommandNames } from './normalize-command-names';
import { createProgram } from './program';
import { type OutputOptions, openTerminal } from './terminal';

/** Runs a command line (without `node` and `zli`) and returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const output: OutputOptions = { silent: false, debug: false };
  const terminal = openTerminal(output);
  const zli = createZli(terminal, process.env);
  const program = createProgram(zli, output);
  try {
    const words = args.length === 0 ? ['--help'] : normalizeCommandNames(program, args);
    await program.parseAsync(words, { from: 'user' });
    return zli.exit.code;
  } catch (error) {
    // commander has already printed the help, the version or the error in the arguments.
    if (error instanceof CommanderError) return error.exitCode;
    terminal.error(error instanceof Failure ? error.message : describeUnexpected(error));
    if (error instanceof Error) terminal.debug(error.stack ?? error.message);
    return error instanceof Failure ? error.exitCode : exitCode.error;
  }
}

function describeUnexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `zli failed: ${message.split('\n')[0]}. Run again with --debug for details.`;
}
