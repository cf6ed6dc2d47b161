import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { Failure } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import { renderClosingPage } from './closing-page';
import type { LoginResult } from './login-result';

/** Opens an address in the default browser; does nothing if there is none. */
type OpenBrowser = (address: string) => Promise<void>;

const TIMEOUT_MS = 10 * 60_000;

/**
 * Logs in through the browser on this computer, which redirects to a loopback port (RFC 8252). `state` ties the
 * redirect to this login; without the PKCE verifier a stolen code is useless (RFC 7636).
 *
 * Throws a `Failure` if the person denies the login or does not answer.
 */
export async function logInThroughBrowser(
  api: Api,
  terminal: Terminal,
  openBrowser: OpenBrowser,
): Promise<LoginResult> {
  const state = randomBytes(24).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const server = createServer();
  const port = await listenOnLoopback(server);
  try {
    const query = new URLSearchParams({ port: String(port), state, challenge, device: hostname() });
    const address = `${api.server}/zli?${query}`;
    // Listens before the address is shown: the redirect can arrive before openBrowser returns.
    const redirect = waitForCode(server, state);
    terminal.info(`Opening your browser to log in. If it does not open, go to:\n  ${address}`);
    const [code] = await Promise.all([redirect, openBrowser(address)]);
    return await api.post<LoginResult>('zli/token', { code, verifier });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function waitForCode(server: Server, state: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Failure('login', 'The login was not approved within 10 minutes. To try again, run: zli login'),
        ),
      TIMEOUT_MS,
    );
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const answer = (status: number, title: string, text: string, then?: () => void) => {
        response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
        response.end(renderClosingPage(title, text), then);
      };
      // Any program on this computer can call the port; only the page that zli opened has the state.
      if (url.pathname !== '/callback' || url.searchParams.get('state') !== state)
        return answer(404, 'Page not found', 'No zli login is in progress at this address.');
      const code = url.searchParams.get('code');
      clearTimeout(timer);
      if (code)
        answer(200, 'zli is logged in', 'Go back to your terminal. You can close this page.', () =>
          resolve(code),
        );
      else
        answer(200, 'zli is not logged in', 'The login was denied. You can close this page.', () =>
          reject(
            new Failure('access-denied', 'The login was denied in the browser. To try again, run: zli login'),
          ),
        );
    });
  });
}
