import { Client } from 'pg';
import { databaseUrl } from './connect';

/** The connections with this name say who uses the server: the kernel closes them with their process, however it ends. */
const applicationName = 'bzero-user';

/** That a process uses a server. */
export type Use = {
  /** how many others use the server, of this process or another */
  countOthers(): Promise<number>;
  /** ends the use */
  end(): Promise<void>;
};

/**
 * Registers that this process uses a server, by one connection that stays open.
 *
 * @param onLost called when the connection ends without `end`, for example because the server stopped.
 * Throws the driver's error when the server doesn't answer.
 */
export async function registerUse(port: number, password: string, onLost: () => void): Promise<Use> {
  const client = new Client({
    connectionString: databaseUrl(port, password, 'postgres'),
    application_name: applicationName,
    connectionTimeoutMillis: 15_000,
  });
  // The end of the connection follows each error.
  client.on('error', () => undefined);
  await client.connect();
  client.once('end', onLost);
  return {
    countOthers: async () => {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE application_name = $1 AND pid <> pg_backend_pid()`,
        [applicationName],
      );
      return rows[0]?.count ?? 0;
    },
    end: async () => {
      client.off('end', onLost);
      await client.end().catch(() => undefined);
    },
  };
}
