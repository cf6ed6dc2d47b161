import { expect, test } from 'vitest';
import { GET as metrics } from '@/app/api/metrics/route';
import { submitRequest } from '@/lib/access/submit-request';
import { env } from '@/lib/env';
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

test('the metrics need their token, and without one there are none', async () => {
  const scrape = (authorization?: string) =>
    metrics(new Request('http://localhost', authorization ? { headers: { authorization } } : {}));
  expect((await scrape('Bearer anything-at-all')).status).toBe(404);
  env().metricsToken = 'a-token-of-the-metrics';
  for (const wrong of [undefined, 'Bearer', 'Bearer a-token-of-the-metric', 'Basic a-token-of-the-metrics'])
    expect((await scrape(wrong)).status).toBe(401);
  const answer = await scrape('Bearer a-token-of-the-metrics');
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('bzero_live_grants')]);
  env().metricsToken = null;
});

test('a database that misses a migration is not ready', async () => {
  expect(await checkReady()).toEqual({ ready: true });
  await asOwner(`DELETE FROM "_prisma_migrations" WHERE "migration_name" LIKE '%slack_delivery'`);
  expect(await checkReady()).toMatchObject({ ready: false });
});
