import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from './failure';

const STALE_AFTER = 120_000;
const held = new Set<string>();

/**
 * Runs the work while this process alone holds the lock file. Others wait for it; a lock whose holder has
 * died is taken over.
 *
 * @throws StartFailure when a living holder doesn't let go within two minutes; else what the work throws.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const giveUp = Date.now() + STALE_AFTER + 5_000;
  while (!take(file)) {
    if (Date.now() > giveUp)
      throw new StartFailure(`another process holds ${file}: stop it, or remove the file`);
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

/** Takes the lock by linking a file that already has the holder in it, so nobody ever reads a half-written one. */
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
  // Renaming has one winner. Should it have caught a successor's fresh lock instead, that is put back.
  const aside = `${file}.stale.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside) !== holder) linkSync(aside, file);
  } catch {
    // somebody else removed it first
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
  // In a container a restarted process often gets the process id of its killed predecessor: its own.
  if (holder === process.pid) return !held.has(file);
  if (!isAlive(holder)) return true;
  const age = statSync(file, { throwIfNoEntry: false });
  return age !== undefined && Date.now() - age.mtimeMs > STALE_AFTER;
}

/** Tells whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Tells a dead process that still has its id: in a container nobody may collect the children of a killed one. */
export function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
