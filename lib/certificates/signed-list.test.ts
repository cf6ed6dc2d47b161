import { expect, test, vi } from 'vitest';
import { database } from '@/lib/db/client';
import * as secrets from '@/lib/secrets';
import { findAuthoritiesOf } from '@/lib/target-setup/target-authorities';
import { makeOrganization, makeTarget } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { getCertificateRevocationList } from './get-revocation-list';

useDatabase();

test('a revocation list is signed when it changes, not when it is fetched', async () => {
  const organization = await makeOrganization();
  const target = await makeTarget(organization.id, { type: 'Db' });
  const [authority] = await findAuthoritiesOf(organization.id, target);
  const opened = vi.spyOn(secrets, 'open');
  const fetchList = () => getCertificateRevocationList({ id: target.id });
  const first = await fetchList();
  expect(await fetchList()).toBe(first);
  expect(opened).toHaveBeenCalledTimes(1);

  const now = Date.now();
  await database().prisma.credential.create({
    data: {
      organizationId: organization.id,
      authorityId: authority?.id ?? '',
      validAfter: new Date(now - 1000),
      validBefore: new Date(now + 60_000),
      revokedAt: new Date(now),
    },
  });
  expect(await fetchList()).not.toBe(first);
  expect(opened).toHaveBeenCalledTimes(2);
  opened.mockRestore();
});
