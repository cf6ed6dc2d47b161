import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine and not from a foreign web page: the control API and the page's own calls
 * act without any password.
 */
export function isOurs(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address)) return false;
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}
