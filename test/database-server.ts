import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/server/embedded-database';
import { createRole } from '@/server/postgres/connect';
import { prepareTables } from '@/server/prepare-tables';
import { onServer, withClient, withDatabase } from './database-address';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the migrated database that each test database is copied from, for its owner. */
    templateUrl: string;
    /** The same for the app's role. */
    templateAppUrl: string;
  }
}

/**
 * Starts one PostgreSQL for the whole run, or uses the server of `TEST_DATABASE_URL`, and prepares the template that
 * `createTestDatabase` copies.
 *
 * @returns a function that removes everything again.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const { url, ownerUrl, stop } = given ? await useGiven(given) : await startThrowaway();
  // Several runs can share the server of `TEST_DATABASE_URL`.
  const template = `bzero_template_${process.pid}`;
  const templateUrl = withDatabase(ownerUrl, template);
  const templateAppUrl = withDatabase(url, template);
  const dropTemplate = () => onServer(ownerUrl, `DROP DATABASE IF EXISTS "${template}" WITH (FORCE)`);
  try {
    await dropTemplate();
    await onServer(ownerUrl, `CREATE DATABASE "${template}"`);
    await prepareTables({ url: templateAppUrl, ownerUrl: templateUrl });
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('templateUrl', templateUrl);
  project.provide('templateAppUrl', templateAppUrl);
  return async () => {
    if (given) await dropTemplate();
    await stop();
  };
}

type Server = Pick<EmbeddedDatabase, 'url' | 'ownerUrl' | 'stop'>;

/** The given server with a role for the app, which stays: several runs can share it. */
async function useGiven(ownerUrl: string): Promise<Server> {
  const name = 'bzero_test_app';
  await withClient(ownerUrl, (client) => createRole(client, name, name));
  const url = new URL(ownerUrl);
  url.username = name;
  url.password = name;
  return { url: url.href, ownerUrl, stop: async () => undefined };
}

async function startThrowaway(): Promise<Server> {
  const dataDir = makeTemporaryDataFolder();
  // The data is temporary, so it need not be synced to disk.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  try {
    const database = await startEmbeddedDatabase({ dataDir, settings });
    const stop = async () => {
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    return { ...database, stop };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}
