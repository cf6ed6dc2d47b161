/**
 * The header in which the server passes the client's network address to the routes. It replaces whatever a client sends
 * under this name: server/http/client-address.ts.
 */
export const addressHeader = 'x-bzero-client-address';

/** The client's network address; undefined for a call that didn't come through the server. */
export function readClientAddress(headers: Pick<Headers, 'get'>): string | undefined {
  return headers.get(addressHeader) ?? undefined;
}
