import type { Api } from '../http/api';
import type { Connection } from './connection';
import { type Guard, guardConnection } from './guard';
import { type Credential, fetchCredential, keepCredential } from './keep-credential';
import { closeConnection } from './open-connection';

/** A key, and what is done with each credential for it: the first one before anything else. */
export type KeyHolder = { publicKey: string; use(credential: Credential): void };

/**
 * Does something that needs the access to last: fetches the credential, renews it, watches over the
 * connection, and closes it in the end.
 */
export async function duringAccess<T>(
  api: Api,
  connection: Connection,
  key: KeyHolder,
  work: (guard: Guard) => Promise<T>,
): Promise<T> {
  const guard = guardConnection(api, connection);
  const renewal = new AbortController();
  const take = (credential: Credential) => {
    guard.vouchUntil(new Date(credential.validBefore));
    key.use(credential);
  };
  try {
    const first = await fetchCredential(api, connection.connectionId, key.publicKey);
    take(first);
    void keepCredential(api, connection, key.publicKey, first, { use: take, signal: renewal.signal });
    return await work(guard);
  } finally {
    renewal.abort();
    guard.stop();
    await closeConnection(api, connection);
  }
}
