import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../failure';
import type { Terminal } from '../terminal';
import type { ConnectionMonitor } from './monitor-connection';
import type { SessionEnd } from './session-end';
import { exitCodeOf, listenForStopSignals } from './stop-signals';

/** A program of this machine, with its arguments and what is added to its environment. */
export type Program = {
  command: string;
  args: readonly string[];
  env?: Variables;
  /** Ctrl-C is how one leaves it, and no fault. */
  isLeftByInterrupt?: boolean;
};

/** What is added to the environment of a program; undefined takes away what the person's own has. */
export type Variables = Record<string, string | undefined>;

/** How long a program may take to end by itself before it is killed. */
const GRACE_MS = 1000;

/**
 * Runs a program in the foreground for as long as the access lasts, and gives its exit code. When the access
 * ends first, or somebody ends `zli`, the program is ended and the reason is told.
 *
 * @throws Failure where the program is not there.
 */
export async function runProgram(
  program: Program,
  monitor: ConnectionMonitor,
  terminal: Terminal,
): Promise<number> {
  const child = spawn(program.command, program.args, {
    stdio: 'inherit',
    env: { ...process.env, ...program.env },
  });
  const exited = awaitExit(child, program.command);
  // ssh may miss a signal that comes just before it waits, so what is left by Ctrl-C is ended from here.
  const signals = program.isLeftByInterrupt ? listenForStopSignals('SIGINT') : listenForStopSignals();
  // Else Ctrl-C is for the program, which the terminal tells by itself; elsewhere it is passed on.
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
    if (!process.stdin.isTTY && !program.isLeftByInterrupt) child.kill('SIGINT');
  };
  process.on('SIGINT', interrupt);
  try {
    const first = await Promise.race([exited, monitor.ended, signals.stopped]);
    const isLeft = () => isInterrupted && program.isLeftByInterrupt;
    if (!isStillRunning(child)) {
      const code = await exited;
      return isLeft() ? 0 : code;
    }
    await endProgram(child, exited);
    if (typeof first === 'number') return isLeft() ? 0 : first;
    terminal.error(first.message);
    return first.exitCode;
  } finally {
    process.off('SIGINT', interrupt);
    signals.ignore();
  }
}

/** Stays until the access ends, or the person or somebody else ends `zli`; gives the exit code. */
export async function waitForEnd(monitor: ConnectionMonitor, terminal: Terminal): Promise<number> {
  const signals = listenForStopSignals('SIGINT');
  const alive = setInterval(() => {}, 60_000);
  try {
    const first: SessionEnd | number = await Promise.race([monitor.ended, signals.stopped]);
    // Ctrl-C is how one leaves here, and no fault.
    if (typeof first === 'number') return first === exitCodeOf('SIGINT') ? 0 : first;
    terminal.error(first.message);
    return first.exitCode;
  } finally {
    clearInterval(alive);
    signals.ignore();
  }
}

/** Whether a program can be started here. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function awaitExit(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => resolve(code ?? exitCodeOf(signal ?? 'SIGTERM')));
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new Failure('not-installed', `${command} is not installed here. Install it and connect again.`)
          : error,
      ),
    );
  });
}

function isStillRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

async function endProgram(child: ChildProcess, exited: Promise<number>): Promise<void> {
  child.kill('SIGTERM');
  const late = new AbortController();
  const isLate = wait(GRACE_MS, true, { signal: late.signal }).catch(() => false);
  if ((await Promise.race([exited.then(() => false), isLate])) && isStillRunning(child)) {
    child.kill('SIGKILL');
    await exited;
    // What is killed can't give the terminal back as it was.
    if (process.stdin.isTTY) spawnSync('stty', ['sane'], { stdio: ['inherit', 'ignore', 'ignore'] });
  }
  late.abort();
}
