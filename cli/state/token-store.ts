import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StateFolder } from './folder';
import { readJson, writePrivateFile } from './private-file';

/** Where the token of a login is kept: the system's keyring, or a file where nothing better answers. */
export type TokenPlace = 'keyring' | 'file';

const SERVICE = 'bzero-zli';

/**
 * Keeps a server's token and tells where. A folder that somebody chose by `ZLI_CONFIG_DIR` holds all of the
 * state, so that two of them never share a login.
 */
export async function keepToken(folder: StateFolder, server: string, token: string): Promise<TokenPlace> {
  if (!folder.isOwn && (await useKeyring(server, (entry) => isKept(entry, token)))) return 'keyring';
  writePrivateFile(fileOf(folder), JSON.stringify({ ...readTokens(folder), [server]: token }));
  return 'file';
}

/** The token kept for a server, or null. A token never goes to another server than the one that gave it. */
export async function findToken(
  folder: StateFolder,
  server: string,
  place: TokenPlace,
): Promise<string | null> {
  if (place === 'file') return readTokens(folder)[server] ?? null;
  return (await useKeyring(server, (entry) => entry.getPassword())) ?? null;
}

/** Forgets a server's token, wherever it is. */
export async function forgetToken(folder: StateFolder, server: string, place: TokenPlace): Promise<void> {
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

// Loaded only here: it is native code, and its package has none for some platforms. A keyring that is not
// there, or locked, throws at the first use.
async function useKeyring<T>(server: string, use: (entry: Entry) => T): Promise<T | null> {
  try {
    const { Entry } = await import('@napi-rs/keyring');
    return use(new Entry(SERVICE, server));
  } catch {
    return null;
  }
}

// Some keyrings take a secret and have nothing when they are asked.
function isKept(entry: Entry, token: string): boolean {
  entry.setPassword(token);
  return entry.getPassword() === token;
}

function readTokens(folder: StateFolder): Record<string, string> {
  return readJson<Record<string, string>>(fileOf(folder)) ?? {};
}

function fileOf(folder: StateFolder): string {
  return join(folder.path, 'tokens.json');
}
