import { join } from 'node:path';
import type { StateFolder } from './folder';
import { readJson, writePrivateFile } from './private-file';
import type { TokenPlace } from './token-store';

/** Settings that `zli` saves between calls. They contain no secrets. */
export type Settings = {
  /** the server of the last login */
  server?: string;
  /** where the token of each server is stored */
  tokens?: Record<string, TokenPlace>;
};

/** Reads the settings; empty before the first login. */
export function readSettings(folder: StateFolder): Settings {
  return readJson<Settings>(join(folder.path, 'settings.json')) ?? {};
}

export function writeSettings(folder: StateFolder, settings: Settings): void {
  writePrivateFile(join(folder.path, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}
