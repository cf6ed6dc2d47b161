import { setTimeout as wait } from 'node:timers/promises';
import { isFailure, isTransient } from '../failure';
import type { Api } from '../http/api';
import type { Connection } from './connection';

/** A signed certificate: an OpenSSH certificate line, or PEM with the PEM of its authority. */
export type Credential = {
  certificate: string;
  authority?: string;
  validBefore: string;
};

/** Leaves time for a slow response. */
const RENEW_BEFORE_MS = 60_000;
const RETRY_MS = 5000;
const STEP_MS = 1000;

/** Requests a credential for a public key, for an open connection. */
export function fetchCredential(api: Api, connectionId: string, publicKey: string): Promise<Credential> {
  return api.post<Credential>(`connections/${connectionId}/credential`, { publicKey });
}

/**
 * Renews a credential before it expires, until `signal` aborts or the server refuses. The monitor of the connection
 * reports the reason of a refusal.
 */
export async function keepCredentialFresh(
  api: Api,
  connection: Connection,
  publicKey: string,
  first: Credential,
  { use, signal }: { use: (credential: Credential) => void; signal: AbortSignal },
): Promise<void> {
  let credential = first;
  try {
    for (;;) {
      await waitUntil(api, renewalTime(api.now(), credential), signal);
      const renewed = await renew(api, connection.connectionId, publicKey);
      if (renewed) {
        credential = renewed;
        use(renewed);
      } else await wait(RETRY_MS, undefined, { signal });
    }
  } catch {
    // Aborted or refused.
  }
}

/**
 * The time to renew a credential: a minute before it expires. A credential that is shorter than that ends with the
 * access, so it is renewed only when it has expired, in case another policy still gives access.
 */
function renewalTime(now: Date, { validBefore }: Credential): Date {
  const end = new Date(validBefore).getTime();
  return new Date(end - now.getTime() > RENEW_BEFORE_MS ? end - RENEW_BEFORE_MS : end);
}

// In short steps, because timers stop while the computer sleeps.
async function waitUntil(api: Api, time: Date, signal: AbortSignal): Promise<void> {
  while (api.now() < time) await wait(STEP_MS, undefined, { signal });
}

async function renew(api: Api, connectionId: string, publicKey: string): Promise<Credential | null> {
  try {
    return await fetchCredential(api, connectionId, publicKey);
  } catch (error) {
    if (isTransient(error) || isFailure(error, 'broken')) return null;
    throw error;
  }
}
