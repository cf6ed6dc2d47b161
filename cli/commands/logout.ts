import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Zli } from '../context';
import { isFailure } from '../failure';
import { chooseServer } from '../state/server-address';
import { readSettings, writeSettings } from '../state/settings';
import { forgetToken } from '../state/token-store';

/** `zli logout`: the token is worthless afterwards, here and at the server. */
export function addLogout(program: Command, zli: Zli): void {
  program
    .command('logout')
    .description('log out, and forget what was kept of the login')
    .addHelpText('after', '\nExample:\n  zli logout')
    .action(() => logOut(zli));
}

async function logOut(zli: Zli): Promise<void> {
  const { terminal, env, folder } = zli;
  const settings = readSettings(folder);
  const server = chooseServer(undefined, env, settings);
  const ended = await endAtServer(zli);
  const { [server]: place = 'file', ...tokens } = settings.tokens ?? {};
  await forgetToken(folder, server, place);
  writeSettings(folder, { ...settings, tokens });
  rmSync(join(folder.path, 'kube'), { recursive: true, force: true });
  terminal.info(
    ended ? 'Logout successful' : `Logged out here. ${server} could not be told: its copy ends by itself.`,
  );
}

// Whether the server knows. A token that it doesn't take any more has ended there before.
async function endAtServer(zli: Zli): Promise<boolean> {
  try {
    const api = await zli.openApi();
    await api.delete('zli/token');
    return true;
  } catch (error) {
    if (isFailure(error, 'not-signed-in', 'not-logged-in')) return true;
    if (isFailure(error, 'server-unreachable')) return false;
    throw error;
  }
}
