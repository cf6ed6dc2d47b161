import { Failure } from '../failure';
import type { Settings } from './settings';

/**
 * Chooses the address of the server: the option, then `ZLI_SERVER`, then the server of the last login,
 * then the console that zli was installed from.
 *
 * Throws a `Failure` if there is none, or it is not a valid address.
 */
export function chooseServer(option: string | undefined, env: NodeJS.ProcessEnv, settings: Settings): string {
  const server = option ?? (env.ZLI_SERVER || settings.server || env.ZLI_DEFAULT_SERVER);
  if (!server) throw new Failure('not-logged-in', 'Not logged in. Run: zli login --server https://…');
  return readServerAddress(server);
}

/** Normalizes an address: scheme, host, port and path, without slashes at the end. */
function readServerAddress(text: string): string {
  const address = text.includes('://') ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash)
    throw new Failure('usage', `"${text}" is not a server address. Example: https://access.example.com`);
  return url.href.replace(/\/+$/, '');
}

/** Whether others on the network can read what is sent to this address. */
export function isUnprotected(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
