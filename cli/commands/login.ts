import type { Command } from 'commander';
import type { Zli } from '../context';
import { openApi } from '../http/api';
import { chooseServer, isUnprotected } from '../state/server-address';
import { readSettings, writeSettings } from '../state/settings';
import { findToken, keepToken } from '../state/token-store';

type Options = { server?: string; device?: true };

/** `zli login`: through the browser, or by a code that is typed on another device. */
export function addLogin(program: Command, zli: Zli): void {
  program
    .command('login')
    .description('log in with your browser')
    .option('--server <url>', 'the address of the console; remembered after the first login')
    .option('--device', 'show an address and a code to use on another device')
    .addHelpText('after', '\nExample:\n  zli login --server https://access.example.com')
    .action((options: Options) => logIn(zli, options));
}

async function logIn({ terminal, env, folder }: Zli, options: Options): Promise<void> {
  const settings = readSettings(folder);
  const server = chooseServer(options.server, env, settings);
  if (isUnprotected(server))
    terminal.error(`What you send to ${server} can be read on the way: it should be https.`);
  const api = openApi(server, null, terminal.debug);
  const { token, user } = await (options.device ? byDevice() : throughBrowser());
  await endFormer();
  const place = await keepToken(folder, server, token);
  writeSettings(folder, { ...settings, server, tokens: { ...settings.tokens, [server]: place } });
  terminal.debug(`the token is in the ${place}`);
  terminal.info(`Logged in as: ${user.email}, bzero-id:${user.id}`);

  // A token that nobody has any more should open nothing.
  async function endFormer() {
    const former = await findToken(folder, server, settings.tokens?.[server] ?? 'file');
    if (former)
      await openApi(server, former, terminal.debug)
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
