import { createInterface } from 'node:readline/promises';
import pc from 'picocolors';

/** Where a command speaks: data goes to stdout, words for people to stderr. */
export type Terminal = {
  /** Data: what a script would read. */
  print(text: string): void;
  /** A line for people, left out by `--silent`. */
  say(text: string): void;
  /** A line that tells what went wrong, also when silent. */
  complain(text: string): void;
  /** A line for whoever looks into `zli` itself, only with `--debug`. */
  debug(text: string): void;
  /** Shows a line that the next one replaces; nothing where stderr is no terminal. */
  showProgress(text: string): void;
  /** Asks a person; only where `isInteractive`. */
  ask(question: string): Promise<string>;
  /** Whether somebody sits there who can be asked. */
  isInteractive: boolean;
  /** How wide the terminal is that stdout goes to; null where it goes elsewhere. */
  width: number | null;
  /** Colours of stdout; plain where it is no terminal, or `NO_COLOR` is set. */
  colors: ReturnType<typeof pc.createColors>;
};

export type Loudness = { silent: boolean; debug: boolean };

const ERASE_LINE = '\r\u001b[2K';

/** The terminal of this process. `loudness` is read at each line: options are parsed after this is made. */
export function openTerminal(loudness: Loudness): Terminal {
  const { stdin, stdout, stderr } = process;
  let isProgressShown = false;
  const writeLine = (text: string) => {
    stderr.write(`${isProgressShown ? ERASE_LINE : ''}${text}\n`);
    isProgressShown = false;
  };
  return {
    print: (text) => void stdout.write(`${text}\n`),
    say: (text) => {
      if (!loudness.silent) writeLine(text);
    },
    complain: writeLine,
    debug: (text) => {
      if (loudness.debug) writeLine(text);
    },
    showProgress: (text) => {
      if (!stderr.isTTY || loudness.silent) return;
      stderr.write(`${ERASE_LINE}${text}`);
      isProgressShown = true;
    },
    ask: (question) => ask(question),
    isInteractive: Boolean(stdin.isTTY && stderr.isTTY),
    width: stdout.isTTY ? stdout.columns : null,
    // Not picocolors' own guess, which also colours what a build server collects.
    colors: pc.createColors(Boolean(stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb')),
  };
}

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D at a question mean no more than an empty answer, which every question takes for no.
  const given = new AbortController();
  reader.once('close', () => given.abort()).once('SIGINT', () => reader.close());
  try {
    return (await reader.question(question, { signal: given.signal })).trim();
  } catch {
    process.stderr.write('\n');
    return '';
  } finally {
    reader.close();
  }
}
