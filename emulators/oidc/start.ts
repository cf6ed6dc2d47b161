import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { configuration, type IdpClient, sessionCookie } from './configuration';
import { choosePage, failurePage } from './page';
import type { Person } from './person';
import { type Faults, sendClaims } from './send-claims';
import { plain, type Vendor } from './vendors/vendor';
import { withoutNotices } from './without-notices';

export type { IdpClient } from './configuration';
export type { Person } from './person';

export type Idp = {
  issuer: string;
  setPeople(people: Person[]): void;
  setFaults(faults: Faults): void;
  close(): Promise<void>;
};

const loopbackHosts = ['localhost', '127.0.0.1'];

/**
 * Starts an OpenID provider on the loopback interface where anyone signs in by choosing a person. For the demo and
 * tests only.
 *
 * @param options `port` (0 picks a free one), `host` (the loopback name in the issuer), the people, the clients,
 * claims to add for everybody, such as a tenant, and the vendor whose claims it sends.
 * @throws Error if the port is in use (`EADDRINUSE`) or the host is not a loopback name.
 */
export async function startIdp(options: {
  port?: number;
  host?: string;
  people: Person[];
  clients: IdpClient[];
  extraClaims?: Record<string, unknown>;
  vendor?: Vendor;
}): Promise<Idp> {
  const { port = 0, host = 'localhost', clients, extraClaims = {}, vendor = plain } = options;
  if (!loopbackHosts.includes(host))
    throw new Error(`the local identity provider runs on loopback only, not on ${host}`);
  let people = options.people;
  let faults: Faults = {};
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const findPerson = (sub: string) => people.find((person) => person.sub === sub);

  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const provider = await withoutNotices(async () => {
    const library = await import('oidc-provider');
    const made: Provider = new library.Provider(
      issuer,
      configuration(library, { clients, scopes: vendor.scopes, key, findPerson, provider: () => made }),
    );
    sendClaims(made, { vendor, findPerson, extraClaims, key, faults: () => faults });
    allowLoopbackPorts(made);
    return made;
  });

  const answer = provider.callback();
  server.on('request', (request, response) => {
    forgetSession(request);
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    interact(provider, request, response, () => people).catch(() => {
      send(
        response,
        400,
        failurePage('This sign-in page has expired', 'Go back to the application and sign in again.'),
      );
    });
  });
  return {
    issuer,
    setPeople: (next) => {
      people = next;
    },
    setFaults: (next) => {
      faults = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  people: () => Person[],
): Promise<void> {
  await provider.interactionDetails(request, response);
  const sub = request.method === 'POST' ? new URLSearchParams(await text(request)).get('sub') : null;
  const chosen = people().find((person) => person.sub === sub);
  if (!chosen) return send(response, 200, choosePage(people()));
  await provider.interactionFinished(request, response, {
    login: { accountId: chosen.sub, remember: false },
  });
}

function send(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html);
}

/** Removes the session cookie, so that each sign-in offers every person again. */
function forgetSession(request: IncomingMessage): void {
  const cookies = request.headers.cookie?.split(/; */).filter((cookie) => !cookie.startsWith(sessionCookie));
  if (cookies) request.headers.cookie = cookies.join('; ');
}

/**
 * Ignores the port of redirect addresses on the loopback interface, because the console's port varies (`PORT`, or a
 * free port in tests). Host and path must match.
 */
function allowLoopbackPorts(provider: Provider): void {
  const exactly = provider.Client.prototype.redirectUriAllowed;
  provider.Client.prototype.redirectUriAllowed = function (uri) {
    if (exactly.call(this, uri)) return true;
    return this.redirectUris.some(
      (allowed) => withoutPort(allowed) !== undefined && withoutPort(allowed) === withoutPort(uri),
    );
  };
}

function withoutPort(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, hostname, pathname, search } = new URL(uri);
  return protocol === 'http:' && loopbackHosts.includes(hostname)
    ? `${hostname}${pathname}${search}`
    : undefined;
}
