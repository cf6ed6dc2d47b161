import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `zli` keeps what it knows; `isOwn` when somebody chose it by `ZLI_CONFIG_DIR`. */
export type StateFolder = { path: string; isOwn: boolean };

/** The folder of this user's state, by the custom of the platform. It is made when something is written. */
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

/** Makes a folder that only its owner can enter, and gives its path. */
export function makePrivateFolder(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
