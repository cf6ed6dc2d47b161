import { join } from 'node:path';
import type { StateFolder } from './folder';
import { readJson, writePrivateFile } from './private-file';
import type { TokenPlace } from './token-store';

/** What `zli` remembers between two calls; no secret is in it. */
export type Settings = {
  /** the server of the last login */
  server?: string;
  /** where the token of each server is */
  tokens?: Record<string, TokenPlace>;
};

/** What is remembered; empty before the first login. */
export function readSettings(folder: StateFolder): Settings {
  return readJson<Settings>(join(folder.path, 'settings.json')) ?? {};
}

/** Remembers these settings in place of the former ones. */
export function writeSettings(folder: StateFolder, settings: Settings): void {
  writePrivateFile(join(folder.path, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}
