import type { IncomingHttpHeaders } from 'node:http';

/**
 * Which line is missing, or wrong, when a request that changes something is not one of our own pages: for the person who
 * sets up the console or its proxy. Null for a request of another site, which a browser says it is.
 *
 * @param publicUrl the address in NEXTAUTH_URL
 */
export function explainOrigin(
  { origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  { origin: publicOrigin, host, protocol }: URL,
): string | null {
  if (site !== undefined && site !== 'same-origin') return null;
  if (origin === undefined)
    return 'It has no Origin header: if a proxy removes that header, let the proxy pass it.';
  if (origin === 'null')
    return 'Its Origin header is "null": if a proxy sets Referrer-Policy, let it keep the policy of the console.';
  if (!URL.canParse(origin)) return null;
  const sent = new URL(origin);
  if (sent.host === host && protocol === 'https:')
    return `The page was opened without TLS: let the proxy redirect http to ${publicOrigin}.`;
  return `If people open the console at ${sent.origin}, set NEXTAUTH_URL to that instead of ${publicOrigin}.`;
}
