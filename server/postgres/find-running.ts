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
  const giveUp = Date.now() + answerWithinMs;
  for (;;) {
    const found = readPidFile(dataDir);
    if (!found) return undefined;
    if (!isAlive(found.pid)) {
      if (isZombie(found.pid)) replacePidWithOurs(dataDir);
      return undefined;
    }
    const answer = await canConnect(found.port, password);
    if (answer === 'yes') return found;
    if (answer === 'never' || Date.now() > giveUp) return undefined;
    await sleep(50);
  }
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
