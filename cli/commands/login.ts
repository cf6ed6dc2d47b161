import type { Command } from 'commander';
import type { Zli } from '../context';
import { formatClock } from '../format/time';
import { openApi } from '../http/api';
import { chooseServer, isUnprotected } from '../state/server-address';
import { readSettings, writeSettings } from '../state/settings';
import { findToken, storeToken } from '../state/token-store';

type Options = { server?: string; device?: true };

/** Adds `zli login`: logs in through the browser, or with a code on another device. */
export function addLogin(program: Command, zli: Zli): void {
  program
    .command('login')
    .description('log in with your browser')
    .option('--server <url>', 'address of the console; saved after the first login')
    .option('--device', 'log in with a code on another device')
    .addHelpText('after', '\nExample:\n  zli login --server https://access.example.com')
    .action((options: Options) => logIn(zli, options));
}

async function logIn({ terminal, env, folder }: Zli, options: Options): Promise<void> {
  const settings = readSettings(folder);
  const server = chooseServer(options.server, env, settings);
  if (isUnprotected(server))
    terminal.error(`Warning: ${server} does not use https. Others on the network can read what you send.`);
  const api = openApi(server, null, terminal.debug);
  const { probeServer } = await import('../login/probe-server');
  await probeServer(api);
  const { token, user, expires, organizationName } = await (options.device ? byDevice() : throughBrowser());
  await revokePreviousToken();
  const place = await storeToken(folder, server, token);
  writeSettings(folder, { ...settings, server, tokens: { ...settings.tokens, [server]: place } });
  terminal.debug(`token saved in the ${place}`);
  terminal.info(
    `Logged in as ${user.email} (${organizationName}) until ${formatClock(new Date(expires), api.now())}.`,
  );
  const { announceUpdate } = await import('../login/announce-update');
  announceUpdate(api, terminal);

  async function revokePreviousToken() {
    const previous = await findToken(folder, server, settings.tokens?.[server] ?? 'file');
    if (previous)
      await openApi(server, previous, terminal.debug)
        .delete('zli/token')
        .catch(() => {});
  }

  async function byDevice() {
    const { logInByDevice } = await import('../login/log-in-by-device');
    return logInByDevice(api, terminal);
  }

  async function throughBrowser() {
    const { logInThroughBrowser } = await import('../login/log-in-through-browser');
    const { openBrowser } = await import('../login/open-browser');
    return logInThroughBrowser(api, terminal, openBrowser);
  }
}
