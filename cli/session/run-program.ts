import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../failure';
import type { Terminal } from '../terminal';
import type { ConnectionMonitor } from './monitor-connection';
import type { SessionEnd } from './session-end';
import { exitCodeOf, stopSignal } from './stop-signals';

/** A local program to run. */
export type Program = {
  command: string;
  args: readonly string[];
  env?: Variables;
  /** whether Ctrl-C is the normal way to end it, with exit code 0 */
  isEndedByInterrupt?: boolean;
};

/** Variables to add to the environment of a program; undefined removes one. */
export type Variables = Record<string, string | undefined>;

/** How long a program can take to end after SIGTERM before it is killed. */
const GRACE_MS = 1000;

/**
 * Runs a program in the foreground and returns its exit code. If the access ends first, or `zli` receives a signal,
 * ends the program and prints the reason.
 *
 * Throws a `Failure` if the program is not installed.
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
  // ssh can miss a signal that arrives just before it waits, so zli itself ends such programs on Ctrl-C.
  const stopped = program.isEndedByInterrupt ? stopSignal('SIGINT') : stopSignal();
  // Otherwise Ctrl-C is for the program. A terminal sends it to the program too; without one, zli forwards it.
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
    if (!process.stdin.isTTY && !program.isEndedByInterrupt) child.kill('SIGINT');
  };
  process.on('SIGINT', interrupt);
  const first = await Promise.race([exited, monitor.ended, stopped]);
  const isEndedByUser = () => isInterrupted && program.isEndedByInterrupt;
  if (!isRunning(child)) {
    const code = await exited;
    return isEndedByUser() ? 0 : code;
  }
  await endProgram(child, exited);
  if (typeof first === 'number') return isEndedByUser() ? 0 : first;
  terminal.error(first.message);
  return first.exitCode;
}

/** Waits until the access ends or `zli` receives a signal, and returns the exit code. */
export async function waitForEnd(monitor: ConnectionMonitor, terminal: Terminal): Promise<number> {
  const stopped = stopSignal('SIGINT');
  const alive = setInterval(() => {}, 60_000);
  try {
    const first: SessionEnd | number = await Promise.race([monitor.ended, stopped]);
    // Ctrl-C is the normal way to end it.
    if (typeof first === 'number') return first === exitCodeOf('SIGINT') ? 0 : first;
    terminal.error(first.message);
    return first.exitCode;
  } finally {
    clearInterval(alive);
  }
}

/** Whether a program is installed. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** The exit code of a program that was started. Throws a `Failure` if it is not installed. */
export function awaitExit(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => resolve(code ?? exitCodeOf(signal ?? 'SIGTERM')));
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new Failure('not-installed', `${command} is not installed. Install it, then connect again.`)
          : error,
      ),
    );
  });
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

async function endProgram(child: ChildProcess, exited: Promise<number>): Promise<void> {
  child.kill('SIGTERM');
  const timer = new AbortController();
  const isLate = wait(GRACE_MS, true, { signal: timer.signal }).catch(() => false);
  if ((await Promise.race([exited.then(() => false), isLate])) && isRunning(child)) {
    child.kill('SIGKILL');
    await exited;
    // A killed program can't restore the terminal settings.
    if (process.stdin.isTTY) spawnSync('stty', ['sane'], { stdio: ['inherit', 'ignore', 'ignore'] });
  }
  timer.abort();
}
