import type { Api } from '../http/api';
import type { Connection } from './connection';
import { type Credential, fetchCredential, keepCredentialFresh } from './credential';
import { type ConnectionMonitor, monitorConnection } from './monitor-connection';
import { closeConnection } from './open-connection';

/** A key, and what is done with each credential for it: the first one before anything else. */
export type KeyHolder = { publicKey: string; use(credential: Credential): void };

/**
 * Does something that needs the access to last: fetches the credential, renews it, watches over the
 * connection, and closes it in the end.
 */
export async function withAccess<T>(
  api: Api,
  connection: Connection,
  key: KeyHolder,
  work: (monitor: ConnectionMonitor) => Promise<T>,
): Promise<T> {
  const monitor = monitorConnection(api, connection);
  const renewal = new AbortController();
  const take = (credential: Credential) => {
    monitor.confirmUntil(new Date(credential.validBefore));
    key.use(credential);
  };
  try {
    const first = await fetchCredential(api, connection.connectionId, key.publicKey);
    take(first);
    void keepCredentialFresh(api, connection, key.publicKey, first, { use: take, signal: renewal.signal });
    return await work(monitor);
  } finally {
    renewal.abort();
    monitor.stop();
    await closeConnection(api, connection);
  }
}
