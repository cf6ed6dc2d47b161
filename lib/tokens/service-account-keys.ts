import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { ServiceAccountRow } from '@/lib/db/people/service-accounts';
import { callAddress } from '@/lib/target-setup/call-address';

const timeoutMs = 5_000;
const maxBytes = 256 * 1024;

type Source = Pick<ServiceAccountRow, 'id' | 'jwksUrl' | 'keysFrom'>;

const loaded = new Map<string, { version: string; keys: JWTVerifyGetKey }>();

/**
 * The keys that a service account's provider publishes. They are kept for ten minutes, and loaded again for a key that is
 * unknown, at most every 30 seconds, so that forged tokens cause no calls (the defaults of jose). `keysFrom` drops what every
 * process keeps.
 */
export function keysOf({ id, jwksUrl, keysFrom }: Source): JWTVerifyGetKey {
  const version = `${keysFrom.getTime()} ${jwksUrl}`;
  const known = loaded.get(id);
  if (known?.version === version) return known.keys;
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: timeoutMs,
    [customFetch]: (url) => fetchKeys(new URL(url)),
  });
  loaded.set(id, { version, keys });
  return keys;
}

/** Why the keys of a provider can't be loaded, which tells about networks: for the log, not for callers. */
export class KeysUnavailable extends Error {}

/** Throws `KeysUnavailable`. */
async function fetchKeys(url: URL): Promise<Response> {
  try {
    return await load(url);
  } catch (error) {
    throw new KeysUnavailable(error instanceof Error ? error.message : String(error));
  }
}

/** Throws an `Error` that says why they can't be loaded. */
async function load(url: URL): Promise<Response> {
  const headers = { accept: 'application/json' };
  const { status, body } = await callAddress(url, { method: 'GET', headers, timeoutMs, maxBytes });
  // `Response` does not take every status.
  if (status !== 200) throw new Error(`${url.host} answered ${status}`);
  return new Response(body);
}
