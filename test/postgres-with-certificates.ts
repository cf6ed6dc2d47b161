import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { startEmbeddedDatabase } from '@/server/embedded-database';
import { onServer } from './database-address';
import { writeDatabaseFile } from './database-file';
import { makeServerCertificate } from './server-certificate';

export type PostgresWithCertificates = {
  port: number;
  /** The server's own certificate, which clients trust, as PEM. */
  serverCertificate: string;
  /** Replaces the revocation lists. Resolves when they apply to new connections. */
  setCrl(pem: string): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts a PostgreSQL server on 127.0.0.1 that accepts TLS clients with a client certificate only (`cert`).
 *
 * @param options.authorities the PEM certificates of the authorities that it trusts
 * @param options.crl their revocation lists, PEM; the server refuses every client of an authority without a list
 * @param options.users the roles to create, which can connect to the database `postgres`
 * @param options.host what its own certificate is for, 127.0.0.1 by default
 * @throws StartFailure if PostgreSQL does not start.
 */
export async function startPostgresWithCertificates(options: {
  authorities: readonly string[];
  crl: string;
  users: readonly string[];
  host?: string;
}): Promise<PostgresWithCertificates> {
  const dataDir = makeTemporaryDataFolder();
  const server = await makeServerCertificate(options.host);
  const give = (name: string, text: string) => writeDatabaseFile(join(dataDir, name), text);
  const settings = {
    fsync: 'off',
    ssl: 'on',
    ssl_cert_file: give('server.crt', server.certificate),
    ssl_key_file: give('server.key', server.privateKey),
    ssl_ca_file: give('clients.crt', options.authorities.join('\n')),
    ssl_crl_file: give('clients.crl', options.crl),
    // Only the test itself connects without TLS.
    hba_file: give(
      'hba',
      'hostssl all all 127.0.0.1/32 cert\nhostnossl all bzero 127.0.0.1/32 scram-sha-256\n',
    ),
  };
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const { ownerUrl: url, stop } = await startEmbeddedDatabase({ dataDir, settings });
    for (const user of options.users) await onServer(url, `CREATE ROLE "${user}" LOGIN`);
    return {
      port: Number(new URL(url).port),
      serverCertificate: server.certificate,
      async setCrl(pem) {
        give('clients.crl', pem);
        await reload(url);
      },
      async stop() {
        await stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Reloads the settings and waits until they apply to new connections: the postmaster reads them with a delay. */
async function reload(url: string): Promise<void> {
  const before = await loadedAt(url);
  await onServer(url, 'SELECT pg_reload_conf()');
  while ((await loadedAt(url)) === before) await sleep(10);
}

async function loadedAt(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('SELECT pg_conf_load_time()::text AS at')).rows[0].at;
  } finally {
    await client.end();
  }
}
