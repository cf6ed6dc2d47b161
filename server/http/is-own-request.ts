import type { IncomingHttpHeaders } from 'node:http';

/** Calls with a token or a signature of their own. They don't read the cookie, so another site gains nothing by them. */
const withoutCookie = /^\/api\/(v2\/|slack\/(commands|interactions|events)$)/;

/** Pages and files whose GET changes something: it begins an integration, or it records an export. */
const changingGets = new Set(['/api/slack/install', '/audit/export', '/audit/sealed']);

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request can be one of our own pages, or changes nothing: what changes something with the cookie of a browser
 * must carry the public address as its Origin. A GET by a link carries none; there the browser says where it comes from.
 *
 * Two GETs change something and come from elsewhere by their nature: the way back from Slack has a state that only this
 * browser's cookie matches, and the start page of a web app opens a session for who is signed in, and leads to the app.
 */
export function isOwnRequest(
  {
    method = 'GET',
    path,
    headers,
  }: { method: string | undefined; path: string; headers: IncomingHttpHeaders },
  publicOrigin: string,
): boolean {
  if (withoutCookie.test(path)) return true;
  const site = headers['sec-fetch-site'];
  if (!reading.has(method)) {
    return headers.origin === undefined ? site === 'same-origin' : headers.origin === publicOrigin;
  }
  if (!changingGets.has(path)) return true;
  // Browsers send Sec-Fetch-Site to https and localhost only. `none`: the person typed the address.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { referer } = headers;
  return referer !== undefined && URL.canParse(referer) && new URL(referer).origin === publicOrigin;
}
