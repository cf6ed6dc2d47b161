import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder for the state of `zli`; `isOwn` if `ZLI_CONFIG_DIR` sets it. */
export type StateFolder = { path: string; isOwn: boolean };

/** Finds the state folder by the conventions of the platform. It is created when something is written. */
export function findStateFolder(env: NodeJS.ProcessEnv, platform = process.platform): StateFolder {
  if (env.ZLI_CONFIG_DIR) return { path: env.ZLI_CONFIG_DIR, isOwn: true };
  return { path: join(configurationHome(env, platform), 'bzero-zli'), isOwn: false };
}

function configurationHome(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  if (platform === 'win32') return env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return join(homedir(), '.config');
}

/** Creates a folder that only its owner can read, and returns its path. */
export function makePrivateFolder(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
