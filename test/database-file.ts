import { chownSync, writeFileSync } from 'node:fs';
import { databaseAccount } from '@/server/postgres/account';

/** Gives a path to the account that a database runs as here, which root lends it. */
export function giveToDatabase(path: string): void {
  const { uid, gid } = databaseAccount();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Writes a file that only a database may read, and returns its path. */
export function writeDatabaseFile(path: string, text: string): string {
  writeFileSync(path, text, { mode: 0o600 });
  giveToDatabase(path);
  return path;
}
