import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { migrate } from '@/lib/db/migrate';
import { createQueueTables } from '@/lib/outbox/queues';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/server/embedded-database';
import { onServer, withDatabase } from './database-address';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the migrated database that each test database is copied from. */
    templateUrl: string;
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
  const { url, stop } = given ? { url: given, stop: async () => undefined } : await startThrowaway();
  // Several runs can share the server of `TEST_DATABASE_URL`.
  const template = `bzero_template_${process.pid}`;
  const templateUrl = withDatabase(url, template);
  const dropTemplate = () => onServer(url, `DROP DATABASE IF EXISTS "${template}" WITH (FORCE)`);
  try {
    await dropTemplate();
    await onServer(url, `CREATE DATABASE "${template}"`);
    await migrate(templateUrl);
    await createQueueTables(templateUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('templateUrl', templateUrl);
  return async () => {
    if (given) await dropTemplate();
    await stop();
  };
}

async function startThrowaway(): Promise<Pick<EmbeddedDatabase, 'url' | 'stop'>> {
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
    return { url: database.url, stop };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}
