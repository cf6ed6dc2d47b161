import { setTimeout as wait } from 'node:timers/promises';
import { isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Connection } from './connection';

/** What the server signs: an OpenSSH certificate line with its principals, or PEM with its authority's. */
export type Credential = {
  certificate: string;
  authority?: string;
  validBefore: string;
};

/** A minute before its end, so that a slow answer comes in time. */
const RENEW_BEFORE_MS = 60_000;
const RETRY_MS = 5000;
const STEP_MS = 1000;

/** Asks the server for a credential for a public key, on an open connection. */
export function fetchCredential(api: Api, connectionId: string, publicKey: string): Promise<Credential> {
  return api.post<Credential>(`connections/${connectionId}/credential`, { publicKey });
}

/**
 * Renews a credential again and again until `signal` aborts or the server refuses. A refusal is not told
 * here: the guard of the connection hears the reason.
 */
export async function keepCredential(
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
    // Stopped, or refused.
  }
}

/**
 * When to renew: a minute before the end. One that is shorter ends with the access, so there is nothing to
 * renew it for, unless access goes on by another policy after that.
 */
function renewalTime(now: Date, { validBefore }: Credential): Date {
  const end = new Date(validBefore).getTime();
  return new Date(end - now.getTime() > RENEW_BEFORE_MS ? end - RENEW_BEFORE_MS : end);
}

// In steps: a computer that slept must not wait for the rest of a long timer.
async function waitUntil(api: Api, time: Date, signal: AbortSignal): Promise<void> {
  while (api.now() < time) await wait(STEP_MS, undefined, { signal });
}

async function renew(api: Api, connectionId: string, publicKey: string): Promise<Credential | null> {
  try {
    return await fetchCredential(api, connectionId, publicKey);
  } catch (error) {
    if (isFailure(error, 'server-unreachable', 'broken')) return null;
    throw error;
  }
}
