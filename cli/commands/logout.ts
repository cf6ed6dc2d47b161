import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Zli } from '../context';
import { isFailure, isTransient } from '../failure';
import { chooseServer } from '../state/server-address';
import { readSettings, type Settings, writeSettings } from '../state/settings';
import { deleteToken } from '../state/token-store';

/** Adds `zli logout`: revokes the token at the server and deletes it here. */
export function addLogout(program: Command, zli: Zli): void {
  program
    .command('logout')
    .description('log out and delete the saved login')
    .addHelpText('after', '\nExample:\n  zli logout')
    .action(() => logOut(zli));
}

async function logOut(zli: Zli): Promise<void> {
  const { terminal, env, folder } = zli;
  const settings = readSettings(folder);
  const server = findServer(env, settings);
  if (server === null || !settings.tokens?.[server]) return terminal.info('You are not logged in.');
  const isRevoked = await revokeToken(zli);
  const { [server]: place = 'file', ...tokens } = settings.tokens;
  await deleteToken(folder, server, place);
  writeSettings(folder, { ...settings, tokens });
  rmSync(join(folder.path, 'kube'), { recursive: true, force: true });
  terminal.info(
    isRevoked
      ? `Logged out of ${server}.`
      : `Logged out on this computer. ${server} could not be reached; the login expires there automatically.`,
  );
}

function findServer(env: NodeJS.ProcessEnv, settings: Settings): string | null {
  try {
    return chooseServer(undefined, env, settings);
  } catch (error) {
    if (isFailure(error, 'not-logged-in')) return null;
    throw error;
  }
}

/** Returns false if the server can't be reached. A token that it no longer accepts counts as revoked. */
async function revokeToken(zli: Zli): Promise<boolean> {
  try {
    const api = await zli.openApi();
    await api.delete('zli/token');
    return true;
  } catch (error) {
    if (isFailure(error, 'not-signed-in', 'not-logged-in')) return true;
    if (isTransient(error)) return false;
    throw error;
  }
}
