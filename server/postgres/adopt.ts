import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterFolder } from './cluster';
import { canConnect } from './connect';
import { isAlive, isZombie } from './lock';

const ANSWER_WITHIN = 15_000;
const owned = new Set<string>();

/** A PostgreSQL server that was found running. */
export type Found = { pid: number; port: number };

/**
 * Finds the server that already runs on this data folder: after `kill -9` of its launcher it lives on.
 * One that is just starting or stopping is waited for. A pid file whose server is gone is PostgreSQL's own
 * business: it knows how to tell, and replaces it.
 */
export async function findRunning(dataDir: string, password: string): Promise<Found | undefined> {
  const giveUp = Date.now() + ANSWER_WITHIN;
  for (;;) {
    const found = readPidFile(dataDir);
    if (!found) return undefined;
    if (!isAlive(found.pid)) {
      if (isZombie(found.pid)) disclaimPidFile(dataDir);
      return undefined;
    }
    const answer = await canConnect(found.port, password);
    if (answer === 'yes') return found;
    if (answer === 'never' || Date.now() > giveUp) return undefined;
    await sleep(50);
  }
}

/**
 * PostgreSQL takes a zombie for a living server and would refuse to start for ever. Naming its own parent
 * (us) in the pid file instead makes it look on: whether the old one's shared memory is still in use.
 */
function disclaimPidFile(dataDir: string): void {
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

/**
 * Writes down that this process stops the server, unless the one that did so before still lives.
 *
 * @returns whether this process is the owner now. Only the owner's `stop()` stops anything, so a second
 * launcher on the same data can't take the database away from under the first; a server whose owner was
 * killed belongs to whoever adopts it.
 */
export function claim(dataDir: string): boolean {
  const file = join(dataDir, 'database-owner');
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const livesOn = before === process.pid ? owned.has(dataDir) : before > 0 && isAlive(before);
  if (livesOn) return false;
  own(dataDir);
  return true;
}

/** Writes down that this process, having started the server, stops it. */
export function own(dataDir: string): void {
  writeFileSync(join(dataDir, 'database-owner'), String(process.pid));
  owned.add(dataDir);
}

/** Forgets the ownership after the server was stopped. */
export function disown(dataDir: string): void {
  owned.delete(dataDir);
}
