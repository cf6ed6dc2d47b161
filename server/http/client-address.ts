import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type BlockList, isIP, type Socket } from 'node:net';
import { addressHeader } from '@/lib/client-address';
import { log } from '@/lib/log';
import { containsAddress } from '@/lib/networks';

/** Headers by which a proxy tells about the request that it passes on. Only a trusted one can. */
const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Next passes an action of another page on to that page by a request to this server, with the headers that it got. By
 * this one, such a request keeps the address of the person. Nobody outside knows its value.
 */
const ownHeader = 'x-bzero-own-call';
const ownCall = randomBytes(16).toString('hex');

const warned = new Set<string>();

/**
 * Finds out who sends a request, and keeps of the headers that proxies set only the address, in `addressHeader` and
 * X-Forwarded-For. X-Forwarded-Host, which Next compares with the origin of an action, becomes the public one: the console
 * has one address. Without X-Forwarded-Proto, Next calls this server as it listens, without TLS.
 */
export function settleAddress(
  request: IncomingMessage,
  { proxies, publicUrl }: { proxies: BlockList; publicUrl: URL },
): string {
  const { headers } = request;
  const { peer, isTrusted } = peerOf(request.socket, proxies);
  const claimed = headers['x-forwarded-for'];
  const known = headers[ownHeader] === ownCall ? headers[addressHeader] : undefined;
  const address = String(known ?? (isTrusted ? findClient(peer, String(claimed ?? ''), proxies) : peer));
  if (known === undefined) warnOfMissingLine(request, { peer, isTrusted });
  for (const name of forwarding) delete headers[name];
  headers[addressHeader] = address;
  headers[ownHeader] = ownCall;
  headers['x-forwarded-for'] = address;
  headers['x-forwarded-host'] = publicUrl.host;
  return address;
}

type Peer = { peer: string; isTrusted: boolean };

/** A connection has one other end, however many requests it carries. */
const peers = new WeakMap<Socket, Peer>();

/** The other end of a connection, and whether it is a trusted proxy. */
export function peerOf(socket: Socket, proxies: BlockList): Peer {
  const known = peers.get(socket);
  if (known) return known;
  const peer = normalize(socket.remoteAddress ?? '');
  const found = { peer, isTrusted: containsAddress(proxies, peer) };
  peers.set(socket, found);
  return found;
}

/**
 * The client of a chain of proxies: X-Forwarded-For from the right, past every trusted proxy. What stands further left
 * was sent by the client and can be anything. An entry that is no address ends the search at the proxy that wrote it.
 */
function findClient(peer: string, forwardedFor: string, proxies: BlockList): string {
  let client = peer;
  for (const entry of forwardedFor.split(',').reverse()) {
    const address = normalize(withoutPort(entry.trim()));
    if (isIP(address) === 0) return client;
    client = address;
    if (!containsAddress(proxies, address)) return client;
  }
  return client;
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(entry) ?? [];
  return bracketed ?? entry.replace(/^([\d.]+):\d+$/, '$1');
}

/** An IPv4 address that arrives on an IPv6 socket counts as IPv4; a zone belongs to this machine only. */
function normalize(address: string): string {
  return address
    .toLowerCase()
    .replace(/^::ffff:(?=[\d.]+$)/, '')
    .replace(/%.*$/, '');
}

/** Says once which line is missing, in the variables of the product or in those of the proxy. */
function warnOfMissingLine(
  { headers, url = '' }: IncomingMessage,
  { peer, isTrusted }: { peer: string; isTrusted: boolean },
): void {
  const names = headers['x-forwarded-for'] !== undefined;
  // The health checks of a load balancer are its own requests, without an entry.
  if (names === isTrusted || url.startsWith('/api/health/')) return;
  const message = isTrusted
    ? 'a proxy of TRUSTED_PROXIES sends no X-Forwarded-For: all its clients count as one address. Set that header at the proxy: docs/operate.md, "Behind a proxy"'
    : 'a proxy that TRUSTED_PROXIES does not list sends X-Forwarded-For: all its clients count as one address. If it is yours, add its address to TRUSTED_PROXIES: docs/operate.md, "Behind a proxy"';
  if (warned.has(message)) return;
  warned.add(message);
  log().warn({ peer }, message);
}
