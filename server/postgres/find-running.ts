import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterFolder } from './cluster';
import { canConnect } from './connect';
import { isAlive, isZombie } from './lock';

const answerWithinMs = 15_000;

/** A running PostgreSQL server. */
export type Found = { pid: number; port: number };

/**
 * Finds the server that already runs on this data folder: it goes on running after `kill -9` of its launcher.
 * Waits for one that is starting or stopping. A pid file without a server is left to PostgreSQL, which detects
 * and replaces it.
 */
export async function findRunning(dataDir: string, password: string): Promise<Found | undefined> {
  const found = readPidFile(dataDir);
  if (!found) return undefined;
  if (await stillRuns(found, password)) return found;
  if (isZombie(found.pid)) replacePidWithOurs(dataDir);
  return undefined;
}

/** Whether a server runs and answers. Waits for one that is starting or stopping. Changes nothing. */
export async function stillRuns({ pid, port }: Found, password: string): Promise<boolean> {
  const giveUp = Date.now() + answerWithinMs;
  while (isAlive(pid)) {
    const answer = await canConnect(port, password);
    if (answer === 'yes') return true;
    if (answer === 'never' || Date.now() > giveUp) return false;
    await sleep(50);
  }
  return false;
}

/**
 * PostgreSQL takes a zombie for a running server and would never start. With its own parent (us) in the pid
 * file, it checks instead whether the old server's shared memory is still in use.
 */
function replacePidWithOurs(dataDir: string): void {
  const file = pidFile(dataDir);
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [process.pid, ...rest].join('\n'));
}

function pidFile(dataDir: string): string {
  return join(clusterFolder(dataDir), 'postmaster.pid');
}

function readPidFile(dataDir: string): Found | undefined {
  const file = pidFile(dataDir);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}
