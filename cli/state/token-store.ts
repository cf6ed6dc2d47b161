import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StateFolder } from './folder';
import { readJson, writePrivateFile } from './private-file';

/** Where a token is stored: in the system's keyring, or in a file if no keyring works. */
export type TokenPlace = 'keyring' | 'file';

const SERVICE = 'bzero-zli';

/**
 * Stores the token of a server and returns where. If `ZLI_CONFIG_DIR` is set, all state stays in that folder, so that
 * two folders never share a login.
 */
export async function storeToken(folder: StateFolder, server: string, token: string): Promise<TokenPlace> {
  if (!folder.isOwn && (await useKeyring(server, (entry) => isStored(entry, token)))) return 'keyring';
  writePrivateFile(fileOf(folder), JSON.stringify({ ...readTokens(folder), [server]: token }));
  return 'file';
}

/** Finds the token of a server, or null. Tokens are stored by server, so zli never sends one to another server. */
export async function findToken(
  folder: StateFolder,
  server: string,
  place: TokenPlace,
): Promise<string | null> {
  if (place === 'file') return readTokens(folder)[server] ?? null;
  return (await useKeyring(server, (entry) => entry.getPassword())) ?? null;
}

/** Deletes the token of a server. */
export async function deleteToken(folder: StateFolder, server: string, place: TokenPlace): Promise<void> {
  if (place === 'keyring') await useKeyring(server, (entry) => entry.deletePassword());
  const { [server]: _, ...others } = readTokens(folder);
  if (Object.keys(others).length > 0) writePrivateFile(fileOf(folder), JSON.stringify(others));
  else rmSync(fileOf(folder), { force: true });
}

type Entry = {
  setPassword(password: string): void;
  getPassword(): string | null;
  deletePassword(): boolean;
};

// Imported on demand: the package is native code and does not support all platforms. A keyring that is missing or
// locked throws on first use.
async function useKeyring<T>(server: string, use: (entry: Entry) => T): Promise<T | null> {
  try {
    const { Entry } = await import('@napi-rs/keyring');
    return use(new Entry(SERVICE, server));
  } catch {
    return null;
  }
}

// Some keyrings accept a secret without storing it.
function isStored(entry: Entry, token: string): boolean {
  entry.setPassword(token);
  return entry.getPassword() === token;
}

function readTokens(folder: StateFolder): Record<string, string> {
  return readJson<Record<string, string>>(fileOf(folder)) ?? {};
}

function fileOf(folder: StateFolder): string {
  return join(folder.path, 'tokens.json');
}
