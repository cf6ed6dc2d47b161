import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { Failure } from '../failure';
import type { Api } from '../http/api';
import type { Terminal } from '../terminal';
import { renderClosingPage } from './closing-page';
import type { LoginResult } from './login-result';

/** Opens an address in the person's browser; where there is none, nothing happens. */
export type OpenBrowser = (address: string) => Promise<void>;

const PATIENCE_MS = 10 * 60_000;

/**
 * Logs in through the browser on this machine, which comes back to a port that only this machine reaches.
 * The state ties the answer to this question; the verifier makes a stolen code worthless (RFC 8252, 7636).
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
    // Before anybody reads the address: the browser may be faster than what opens it.
    const code = waitForCode(server, state);
    terminal.info(`Opening your browser to log in. If none opens, open this address yourself:\n  ${address}`);
    const [given] = await Promise.all([code, openBrowser(address)]);
    return await api.post<LoginResult>('zli/token', { code: given, verifier });
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
      () => reject(new Failure('login', 'Nobody allowed the login within 10 minutes. Run zli login again.')),
      PATIENCE_MS,
    );
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const answer = (status: number, title: string, text: string, then?: () => void) => {
        response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
        response.end(renderClosingPage(title, text), then);
      };
      // Anything else on this machine may call; only the page that was opened knows the state.
      if (url.pathname !== '/callback' || url.searchParams.get('state') !== state)
        return answer(404, 'Nothing here', 'This address is for a login of zli that is not going on.');
      const code = url.searchParams.get('code');
      clearTimeout(timer);
      if (code)
        answer(200, 'zli is logged in', 'Go back to your terminal; you can close this page.', () =>
          resolve(code),
        );
      else
        answer(200, 'zli is not logged in', 'The login was refused. You can close this page.', () =>
          reject(
            new Failure('access-denied', 'The login was refused in the browser. Run zli login to try again.'),
          ),
        );
    });
  });
}
