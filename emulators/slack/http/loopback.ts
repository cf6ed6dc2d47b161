import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine and not from another website's page. The control API and the page's own
 * requests need no password.
 */
export function isOurs(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address)) return false;
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}
