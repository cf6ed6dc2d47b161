import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { countMigrations } from '@/lib/db/metrics';

export type Readiness = { ready: true } | { ready: false; why: string };

/** The answer comes within two seconds, also while the database does not answer. */
const answerWithinMs = 1_500;

/** Whether the database answers and has every migration that this version needs. */
export async function checkReady(): Promise<Readiness> {
  const silent = { ready: false, why: 'the database does not answer' } as const;
  return Promise.race([checkMigrations(), pause(answerWithinMs, silent, { ref: false })]);
}

async function checkMigrations(): Promise<Readiness> {
  const needed = await countNeeded();
  try {
    const applied = await countMigrations();
    return applied >= needed ? { ready: true } : { ready: false, why: 'the database is missing migrations' };
  } catch {
    return { ready: false, why: 'the database does not answer, or has no migrations' };
  }
}

let needed: number | undefined;

async function countNeeded(): Promise<number> {
  if (needed === undefined) {
    const folder = join(process.cwd(), 'prisma', 'migrations');
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    needed = entries.filter((entry) => entry.isDirectory()).length;
  }
  // At least one, even if the folder is not there.
  return Math.max(1, needed);
}
