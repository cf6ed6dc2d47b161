import { chownSync, writeFileSync } from 'node:fs';
import { databaseAccount } from '@/server/postgres/account';

/** Makes a path readable for the account that the database runs as. Under root, that is another account. */
export function giveToDatabase(path: string): void {
  const { uid, gid } = databaseAccount();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Writes a file that only the database's account can read, and returns its path. */
export function writeDatabaseFile(path: string, text: string): string {
  writeFileSync(path, text, { mode: 0o600 });
  giveToDatabase(path);
  return path;
}
