import { expect, test } from 'vitest';
import { useDatabase } from '@/test/use-database';
import { prepareDatabase } from './prepare-database';
import { ResourceStack } from './resource-stack';

const { asOwner, urls } = useDatabase();

test('the owner’s address does not stay in the environment', async () => {
  const { url, ownerUrl } = urls();
  process.env.DATABASE_OWNER_URL = ownerUrl;
  const env = { databaseUrl: url, databaseOwnerUrl: ownerUrl, dataDir: '' };
  expect(await prepareDatabase(env, new ResourceStack())).toBe(url);
  expect(Object.values(process.env)).not.toContain(ownerUrl);
});

test('a role that cannot migrate says what to set', async () => {
  await asOwner(`DELETE FROM "_prisma_migrations" WHERE "migration_name" LIKE '%log_only_grows'`);
  const env = { databaseUrl: urls().url, databaseOwnerUrl: undefined, dataDir: '' };
  await expect(prepareDatabase(env, new ResourceStack())).rejects.toThrow(
    "The role of DATABASE_URL can't change tables: set DATABASE_OWNER_URL",
  );
});
