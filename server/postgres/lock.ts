import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from '../start-failure';

const staleAfterMs = 120_000;
const held = new Set<string>();

/**
 * Runs the work while only this process holds the lock file. Other processes wait; the lock of a process that
 * has ended is taken over.
 *
 * Throws `StartFailure` when another process holds the lock for more than two minutes.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const giveUp = Date.now() + staleAfterMs + 5_000;
  while (!take(file)) {
    if (Date.now() > giveUp)
      throw new StartFailure(`another process holds ${file}: stop that process, or remove the file`);
    await sleep(25);
  }
  held.add(file);
  try {
    return await work();
  } finally {
    held.delete(file);
    rmSync(file, { force: true });
  }
}

/** Takes the lock by linking a file that already names its holder, so that no process reads a partial file. */
function take(file: string): boolean {
  removeStale(file);
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, String(process.pid), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeStale(file: string): void {
  const holder = readHolder(file);
  if (holder === undefined || !isStale(file, holder)) return;
  // Only one process can rename the file. If it was a newer lock by then, it is put back.
  const aside = `${file}.stale.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside) !== holder) linkSync(aside, file);
  } catch {
    // another process removed it first
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isStale(file: string, holder: number): boolean {
  // In a container, a restarted process often has the same process id as the killed one.
  if (holder === process.pid) return !held.has(file);
  if (!isAlive(holder)) return true;
  const age = statSync(file, { throwIfNoEntry: false });
  return age !== undefined && Date.now() - age.mtimeMs > staleAfterMs;
}

/** Whether a process with this id is running, under any user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Whether a process has ended but keeps its id: in a container, nothing may reap the children of a killed one. */
export function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
