import { expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { writeMetrics } from '@/lib/metrics';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { checkReady } from './check-ready';
import { countWork } from './count-work';

const { asOwner } = useDatabase();

test('metrics count requests, live grants and messages, without names', async () => {
  const organization = await makeOrganization();
  const person = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [person], { automaticallyApproved: true });
  await submitRequest(person.ctx, asRoot(target));
  const { body } = await writeMetrics(await countWork());
  expect(body).toContain('bzero_requests{state="Approved"} 1');
  expect(body).toContain('bzero_live_grants 1');
  expect(body).toContain('bzero_slack_messages{state="Waiting"} 2');
  expect(body).not.toContain('acme.test');
});

test('a database that misses a migration is not ready', async () => {
  expect(await checkReady()).toEqual({ ready: true });
  await asOwner(`DELETE FROM "_prisma_migrations" WHERE "migration_name" LIKE '%slack_delivery'`);
  expect(await checkReady()).toMatchObject({ ready: false });
});
