import { Failure } from '../failure';
import type { Settings } from './settings';

/**
 * The address of the server to talk to: the one given now, else `ZLI_SERVER`, else the last login's.
 *
 * @throws Failure where there is none, or where it is no address.
 */
export function chooseServer(given: string | undefined, env: NodeJS.ProcessEnv, settings: Settings): string {
  const server = given ?? (env.ZLI_SERVER || settings.server);
  if (!server)
    throw new Failure(
      'usage',
      "zli doesn't know your server yet. Run zli login --server https://…, with the address of the console.",
    );
  return readServerAddress(server);
}

/** An address as it is kept and compared: scheme, host and port, and a path without its last slash. */
function readServerAddress(text: string): string {
  const address = text.includes('://') ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash)
    throw new Failure(
      'usage',
      `"${text}" is no address of a server. It looks like https://access.example.com.`,
    );
  return url.href.replace(/\/+$/, '');
}

/** Whether what is sent to this address can be read on the way. */
export function isUnprotected(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
