import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { countMigrations, isReadOnly } from '@/lib/db/metrics';
import {
  describeUnreadableSecrets,
  findUnreadableSecrets,
} from '@/lib/encryption-keys/find-unreadable-secrets';

export type Readiness = { ready: true } | { ready: false; why: string };

/** The answer comes within two seconds, also while the database does not answer. */
const answerWithinMs = 1_500;

/**
 * Whether the database answers, accepts writes, has every migration that this version needs, and needs no key for its secrets that this
 * process does not have.
 */
export async function checkReady(): Promise<Readiness> {
  const silent = 'the database does not answer';
  const why = await Promise.race([findObstacle(), pause(answerWithinMs, silent, { ref: false })]);
  return why === null ? { ready: true } : { ready: false, why };
}

async function findObstacle(): Promise<string | null> {
  const needed = await countNeeded();
  try {
    if ((await countMigrations()) < needed) return 'the database is missing migrations';
    if (await isReadOnly()) return 'the database is read-only';
    const unreadable = await findUnreadableSecrets();
    return unreadable.length === 0 ? null : describeUnreadableSecrets(unreadable);
  } catch {
    return 'the database does not answer, or has no migrations';
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
