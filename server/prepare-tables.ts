import { grantApp } from '@/lib/db/app-role';
import { migrate } from '@/lib/db/migrate';
import { createQueueTables } from '@/lib/outbox/queues';

/** How the app reaches its database, and how the owner of the tables does; without one, the app migrates itself. */
export type DatabaseUrls = { url: string; ownerUrl?: string | undefined };

/**
 * Applies the missing migrations, limits the app's role to what it needs, and creates the job tables.
 *
 * Throws the driver's error, or one that names the migration that failed.
 */
export async function prepareTables({ url, ownerUrl }: DatabaseUrls): Promise<void> {
  await migrate(ownerUrl ?? url);
  if (ownerUrl !== undefined) await grantApp(ownerUrl, url);
  await createQueueTables(url, { createSchema: ownerUrl === undefined });
}
