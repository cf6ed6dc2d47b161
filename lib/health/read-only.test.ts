import { expect, test } from 'vitest';
import { database, disconnect } from '@/lib/db/client';
import { call, tokenOf } from '@/test/api-client';
import { onServer, withDatabase } from '@/test/database-address';
import { makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { checkReady } from './check-ready';

const { asOwner, urls } = useDatabase();

/** Makes the database read-only for new connections, or writable again, as a failover to a replica does. */
async function setReadOnly(isReadOnly: boolean): Promise<void> {
  const name = new URL(urls().url).pathname.slice(1);
  const server = withDatabase(urls().ownerUrl, 'postgres');
  await onServer(
    server,
    `ALTER DATABASE "${name}" SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`,
  );
  await disconnect();
}

test('on a read-only database nothing is granted, readiness says so, and it recovers by itself', async () => {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const body = { targetId: target.id, targetUser: 'root', verbType: 'Shell', reason: 'The disk is full' };
  const token = await tokenOf(engineer);
  await setReadOnly(true);
  expect(await call('POST access/requests', { token, body })).toMatchObject({
    status: 503,
    json: { errorType: 'busy' },
  });
  expect(await checkReady()).toEqual({ ready: false, why: 'the database is read-only' });
  await setReadOnly(false);
  expect(await database().prisma.grant.count()).toBe(0);
  expect(await checkReady()).toEqual({ ready: true });
  expect(await call('POST access/requests', { token, body })).toMatchObject({
    status: 201,
    json: { state: 'Active' },
  });
});

test('with a full disk nothing is granted, and it recovers by itself', async () => {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const body = { targetId: target.id, targetUser: 'root', verbType: 'Shell', reason: 'The disk is full' };
  const token = await tokenOf(engineer);
  // What PostgreSQL answers when it can't extend a table: disk_full.
  await asOwner(`CREATE FUNCTION fill_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`);
  await asOwner(
    'CREATE TRIGGER fill_disk BEFORE INSERT ON "grant" FOR EACH ROW EXECUTE FUNCTION fill_disk()',
  );
  expect(await call('POST access/requests', { token, body })).toMatchObject({
    status: 503,
    json: { errorType: 'busy' },
  });
  expect(await database().prisma.accessRequest.count({ where: { requesterId: engineer.id } })).toBe(0);
  await asOwner('DROP TRIGGER fill_disk ON "grant"');
  expect(await call('POST access/requests', { token, body })).toMatchObject({
    status: 201,
    json: { state: 'Active' },
  });
});
