import type { Api } from '../http/api';
import type { Connection } from './connection';
import { type Credential, fetchCredential, keepCredentialFresh } from './credential';
import { type ConnectionMonitor, monitorConnection } from './monitor-connection';
import { closeConnection } from './open-connection';

/** A public key, and a function that is called with each credential for it. */
export type KeyHolder = { publicKey: string; use(credential: Credential): void };

/**
 * Runs `work` while the access lasts: fetches the credential first, keeps it fresh, monitors the connection, and
 * closes it at the end. `notify` gets a line before the access ends that it does. Throws a `Failure` if no credential is issued.
 */
export async function withAccess<T>(
  api: Api,
  notify: (line: string) => void,
  connection: Connection,
  key: KeyHolder,
  work: (monitor: ConnectionMonitor) => Promise<T>,
): Promise<T> {
  const monitor = monitorConnection(api, connection, notify);
  const renewal = new AbortController();
  const use = (credential: Credential) => {
    monitor.confirmUntil(new Date(credential.validBefore));
    key.use(credential);
  };
  try {
    const first = await fetchCredential(api, connection.connectionId, key.publicKey);
    use(first);
    void keepCredentialFresh(api, connection, key.publicKey, first, { use, signal: renewal.signal });
    return await work(monitor);
  } finally {
    renewal.abort();
    monitor.stop();
    if (!monitor.isClosed()) await closeConnection(api, connection);
  }
}
