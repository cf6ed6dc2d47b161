import { request } from 'node:https';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { ServiceAccountRow } from '@/lib/db/people/service-accounts';
import { findProbeAddress } from '@/lib/target-setup/probe-address';

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

/**
 * Loads a document by HTTPS from an address that this server may call (`findProbeAddress`), to which the name is resolved
 * once. It follows no redirect and reads at most 256 KiB. Throws an `Error` that says why it can't.
 */
async function load(url: URL): Promise<Response> {
  const found = await findProbeAddress(url.hostname, Number(url.port || 443));
  if (typeof found === 'string') throw new Error(found);
  const { address } = found;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        headers: { accept: 'application/json' },
        timeout: timeoutMs,
        signal: AbortSignal.timeout(timeoutMs),
        lookup: (_host, { all }, done) => {
          const family = address.includes(':') ? 6 : 4;
          if (all) done(null, [{ address, family }]);
          else done(null, address, family);
        },
      },
      (answer) => {
        // `Response` does not take every status.
        if (answer.statusCode !== 200) {
          answer.resume();
          reject(new Error(`${url.host} answered ${answer.statusCode}`));
          return;
        }
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) call.destroy(new Error('the keys are too large'));
          else chunks.push(chunk);
        });
        answer.on('end', () => resolve(new Response(Buffer.concat(chunks))));
        answer.on('error', reject);
      },
    );
    call.on('timeout', () => call.destroy(new Error('the keys took too long')));
    call.on('error', reject);
    call.end();
  });
}
