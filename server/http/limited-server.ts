import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import type { Duplex } from 'node:stream';
import { addressKey } from '@/lib/rate-limit';
import { peerOf } from './client-address';
import { fixedHeaders } from './security-headers';

const seconds = 1000;

/** Limits of one connection and of all. Node closes a connection that exceeds one of them. */
const settings = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 15 * seconds,
  // With the body. The longest answer, which zli waits for, may take longer.
  requestTimeout: 30 * seconds,
  connectionsCheckingInterval: 5 * seconds,
  // Longer than proxies keep unused connections, so that none sends into a closing one: nginx and AWS 60 s, Traefik 90 s,
  // Caddy 2 min, Google Cloud 10 min.
  keepAliveTimeout: 620 * seconds,
};
const maxRequestsPerConnection = 10_000;
const maxConnections = 10_000;
/** Of one address that is no trusted proxy. */
const maxConnectionsPerAddress = 2000;

/** Why Node refuses what is no request. Everything else is 400. */
const statuses: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** An HTTP server on which no client can hold or send more than a fixed amount. A failed `handle` ends its response. */
export function createLimitedServer(
  { proxies, perAddress = maxConnectionsPerAddress }: { proxies: BlockList; perAddress?: number },
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server {
  const server = createServer(settings, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // Their bytes are limited. Beyond a count Node would drop headers, for example the one that a proxy adds.
  server.maxHeadersCount = 0;
  server.maxRequestsPerSocket = maxRequestsPerConnection;
  server.maxConnections = maxConnections;
  server.on('clientError', answerWithoutRequest);
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const { peer, isTrusted } = peerOf(socket, proxies);
    if (isTrusted) return;
    const key = addressKey(peer);
    const count = (open.get(key) ?? 0) + 1;
    if (count > perAddress) return void socket.destroy();
    open.set(key, count);
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
  });
  return server;
}

function answerWithoutRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const headers = { ...fixedHeaders, 'content-length': '0', connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${statuses[error.code ?? ''] ?? '400 Bad Request'}\r\n${lines.join('')}\r\n`);
}
