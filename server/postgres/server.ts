import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port';
import { StartFailure } from '../start-failure';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { clusterFolder, databaseEnv } from './cluster';
import { canConnect } from './connect';
import type { Found } from './find-running';
import { isAlive } from './lock';

const readyWithinMs = 60_000;

/** Small: the product's data is small, and it shares a laptop with Next and a browser. */
const defaults = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts PostgreSQL on the cluster and waits until it answers. Tries another port when its port was taken meanwhile.
 *
 * Throws `StartFailure` with the last error that PostgreSQL logged.
 */
export async function startServer(
  dataDir: string,
  programs: Binaries,
  account: Account,
  password: string,
  extra: Record<string, string>,
): Promise<Found> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = launch(dataDir, programs, account, { ...defaults, ...extra, port: String(port) });
    if (child.pid !== undefined && (await answers(child, port, password))) return { pid: child.pid, port };
    const errors = readErrors(dataDir);
    if (attempt < 3 && /could not bind|Address already in use/.test(errors)) continue;
    throw new StartFailure(
      `PostgreSQL did not start: ${errors.trim().split('\n').at(-1) || `see ${logFile(dataDir)}`}`,
    );
  }
}

/** Stops a server, also one that is not our child. Sessions are closed; what was committed stays. */
export async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT'); // PostgreSQL's "fast" shutdown
  while (isAlive(pid)) await sleep(10);
}

function launch(
  dataDir: string,
  programs: Binaries,
  account: Account,
  settings: Record<string, string>,
): ChildProcess {
  // A file, not a pipe: a server that outlives its launcher keeps its log.
  const log = openSync(logFile(dataDir), 'w', 0o600);
  const args = [
    '-D',
    clusterFolder(dataDir),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  try {
    // Its own process group: Ctrl-C in the terminal must not stop the database before the requests in flight.
    return spawn(join(programs.bin, 'postgres'), args, {
      ...account,
      cwd: '/',
      env: databaseEnv(),
      stdio: ['ignore', log, log],
      detached: true,
    }).on('error', () => undefined);
  } finally {
    closeSync(log);
  }
}

async function answers(child: ChildProcess, port: number, password: string): Promise<boolean> {
  const giveUp = Date.now() + readyWithinMs;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if ((await canConnect(port, password)) === 'yes') return true;
    if (Date.now() > giveUp) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    await sleep(10);
  }
  return false;
}

/** Where PostgreSQL writes its log. */
export function logFile(dataDir: string): string {
  return join(dataDir, 'database.log');
}

function readErrors(dataDir: string): string {
  return readFileSync(logFile(dataDir), 'utf8')
    .split('\n')
    .filter((line) => /FATAL|PANIC|ERROR|could not/.test(line))
    .join('\n');
}
