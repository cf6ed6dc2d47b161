import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { countMigrations } from '@/lib/db/metrics';

export type Readiness = { ready: true } | { ready: false; why: string };

/** Can this process serve? The database answers, and has every migration that this version needs. */
export async function checkReady(): Promise<Readiness> {
  const needed = await countNeeded();
  try {
    const there = await countMigrations();
    return there >= needed ? { ready: true } : { ready: false, why: 'the database lacks migrations' };
  } catch {
    return { ready: false, why: 'the database does not answer, or was never migrated' };
  }
}

let needed: number | undefined;

async function countNeeded(): Promise<number> {
  if (needed === undefined) {
    const folder = join(process.cwd(), 'prisma', 'migrations');
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    needed = entries.filter((entry) => entry.isDirectory()).length;
  }
  // Without the folder at hand one migration is the least.
  return Math.max(1, needed);
}
