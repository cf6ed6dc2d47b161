import { createInterface } from 'node:readline/promises';
import pc from 'picocolors';

/** Input and output of a command: data goes to stdout, messages to stderr. */
export type Terminal = {
  /** Writes data to stdout, for scripts. */
  print(text: string): void;
  /** Writes a message, unless `--silent` is set. */
  info(text: string): void;
  /** Writes a message even with `--silent`. */
  error(text: string): void;
  /** Writes a message only with `--debug`. */
  debug(text: string): void;
  /**
   * Writes a message while another program uses the terminal, unless `--silent` is set. Writes nothing if stdin, stdout or
   * stderr is not a terminal: then nobody works there, or a program reads it.
   */
  notify(text: string): void;
  /** The same in a ProxyCommand of ssh, which has stdin and stdout for itself: only stderr has to be a terminal. */
  notifyBehindSsh(text: string): void;
  /** Shows a line that the next one replaces. Shows nothing if stderr is not a terminal. */
  showProgress(text: string): void;
  /** Asks a question and returns the answer; null for Ctrl-C and Ctrl-D. Call it only if `isInteractive`. */
  prompt(question: string): Promise<string | null>;
  /** Whether stdin and stderr are terminals, so that a person can answer. */
  isInteractive: boolean;
  /** Columns of the terminal on stdout; null if stdout is not a terminal. */
  width: number | null;
  /** Colors for stdout. They are off if stdout is not a terminal or `NO_COLOR` is set. */
  colors: ReturnType<typeof pc.createColors>;
};

export type OutputOptions = { silent: boolean; debug: boolean };

const ERASE_LINE = '\r\u001b[2K';

/** Opens the terminal of this process. Reads `output` at each line: options are parsed after this call. */
export function openTerminal(output: OutputOptions): Terminal {
  const { stdin, stdout, stderr } = process;
  let isProgressShown = false;
  const writeLine = (text: string) => {
    stderr.write(`${isProgressShown ? ERASE_LINE : ''}${text}\n`);
    isProgressShown = false;
  };
  const writeBeside = (text: string) => {
    if (!stderr.isTTY || output.silent) return;
    // ssh has switched off that the terminal adds a carriage return to each line.
    stderr.write(`\r\n${text}\r\n`);
  };
  return {
    print: (text) => void stdout.write(`${text}\n`),
    info: (text) => {
      if (!output.silent) writeLine(text);
    },
    error: writeLine,
    debug: (text) => {
      if (output.debug) writeLine(text);
    },
    notify: (text) => {
      if (stdin.isTTY && stdout.isTTY) writeBeside(text);
    },
    notifyBehindSsh: writeBeside,
    showProgress: (text) => {
      if (!stderr.isTTY || output.silent) return;
      stderr.write(`${ERASE_LINE}${text}`);
      isProgressShown = true;
    },
    prompt,
    isInteractive: Boolean(stdin.isTTY && stderr.isTTY),
    width: stdout.isTTY ? stdout.columns || 80 : null,
    // picocolors' own detection also enables colors on CI servers.
    colors: pc.createColors(Boolean(stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb')),
  };
}

async function prompt(question: string): Promise<string | null> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  reader.once('close', () => closed.abort()).once('SIGINT', () => reader.close());
  try {
    return (await reader.question(question, { signal: closed.signal })).trim();
  } catch {
    process.stderr.write('\n');
    return null;
  } finally {
    reader.close();
  }
}
