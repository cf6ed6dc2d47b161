import { expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { deleteExpiredRows } from '@/lib/db/expired-rows';
import { makeOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { sessionAdapter, signInAdapter } from './sessions';

const { pass } = useDatabase();

test('a session ends some hours after the sign-in, however often it is used', async () => {
  const { admin } = await makeOrganization(false);
  const adapter = sessionAdapter(12);
  const claimed = { sessionToken: 'token', userId: admin.id, expires: new Date('2100-01-01') };
  const { expires } = (await adapter.createSession?.(claimed)) ?? claimed;
  expect(expires.getTime()).toBeLessThan(claimed.expires.getTime());
  const used = async () => {
    const found = await adapter.getSessionAndUser?.('token');
    // What next-auth does with a session that is used.
    await adapter.updateSession?.({ sessionToken: 'token', expires: claimed.expires });
    return found !== null;
  };
  expect(await used()).toBe(true);
  await pass(11 * 60);
  expect(await used()).toBe(true);
  await pass(61);
  expect(await used()).toBe(false);
  await deleteExpiredRows();
  expect(await database().prisma.session.count()).toBe(0);
});

test('a sign-in ends the session that the browser had, and does not continue it', async () => {
  const { admin } = await makeOrganization(false);
  const adapter = sessionAdapter(12);
  await adapter.createSession?.({
    sessionToken: 'earlier',
    userId: admin.id,
    expires: new Date('2100-01-01'),
  });
  expect(await adapter.getSessionAndUser?.('earlier')).not.toBeNull();
  // next-auth reads the session of the browser after a successful sign-in, to go on with it.
  expect(await signInAdapter(12).getSessionAndUser?.('earlier')).toBeNull();
  expect(await adapter.getSessionAndUser?.('earlier')).toBeNull();
});
